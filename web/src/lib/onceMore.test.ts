import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NoAnswer, Refusal } from "./http";
import { askOnceMore, notOnceMore, ONCE_MORE } from "./onceMore";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what nobody answered is asked for again, once for all that failed meanwhile", () => {
  const ask = vi.fn();
  for (let failed = 0; failed < 3; failed++) askOnceMore(new NoAnswer("no answer"), ask);
  vi.advanceTimersByTime(ONCE_MORE - 1);
  expect(ask).toHaveBeenCalledTimes(0);
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledTimes(1);
});

test("a refusal is an answer, and ends the asking", () => {
  const ask = vi.fn();
  askOnceMore(new NoAnswer("no answer"), ask);
  askOnceMore(new Refusal("not-signed-in", 401, "Not signed in"), ask);
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledTimes(0);
});

test("what nobody wants any more is not asked for", () => {
  const ask = vi.fn();
  askOnceMore(new NoAnswer("no answer"), ask);
  notOnceMore(ask);
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledTimes(0);
});
