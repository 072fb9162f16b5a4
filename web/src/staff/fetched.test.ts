import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NoAnswer } from "../lib/http";
import { ONCE_MORE } from "../lib/onceMore";

vi.hoisted(() => vi.stubGlobal("localStorage", { getItem: () => null }));

import { fetched } from "./fetched";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The next questions get these answers, in turn; null means that nobody answers. */
function answering(...turns: (string | null)[]) {
  return fetched(async () => {
    const turn = turns.shift();
    if (!turn) throw new NoAnswer("no answer");
    return turn;
  });
}

test("news that came while nobody answered is fetched when somebody does, without being told twice", async () => {
  const menu = answering("old", null, null, "new");
  await menu.load();
  await menu.load();
  expect(menu.value.value).toBe("old");
  await vi.advanceTimersByTimeAsync(2 * ONCE_MORE);
  expect(menu.value.value).toBe("new");
  expect(menu.fault.value).toBeNull();
});

test("what was forgotten is not asked for again", async () => {
  const menu = answering("old", null, "new");
  await menu.load();
  await menu.load();
  menu.forget();
  await vi.advanceTimersByTimeAsync(2 * ONCE_MORE);
  expect(menu.value.value).toBeNull();
});
