import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gathered } from "./gathered";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a burst is asked for once, each name once", async () => {
  const asked: (readonly string[])[] = [];
  const tell = gathered(async (names) => void asked.push(names));
  for (const name of ["one", "two", "one", "three"]) tell(name);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual([["one", "two", "three"]]);
});

test("what is told while an answer is awaited makes one more question", async () => {
  const asked: (readonly string[])[] = [];
  const tell = gathered(async (names) => {
    asked.push(names);
    await new Promise((done) => setTimeout(done, 1_000));
  });
  tell("first");
  await vi.advanceTimersByTimeAsync(100);
  for (let number = 0; number < 200; number++) tell(`later ${number}`);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toHaveLength(2);
  expect(asked[1]).toHaveLength(200);
});

test("the next burst is asked for anew", async () => {
  const asked: (readonly string[])[] = [];
  const tell = gathered(async (names) => void asked.push(names));
  tell("one");
  await vi.advanceTimersByTimeAsync(100);
  tell("one");
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual([["one"], ["one"]]);
});
