import { expect, test } from "vitest";
import { likelyNotes, typeDigit } from "./notes";

test.each([
  [3930, "EUR", [4000, 5000, 10000]],
  [1480, "EUR", [1500, 2000, 5000]],
  [5000, "EUR", [6000, 10000, 20000]],
  [1280, "JPY", [2000, 5000, 10000]],
  [620, "GBP", [1000, 2000, 5000]],
] as const)("for %i %s a guest hands over %j", (due, currency, notes) => {
  expect(likelyNotes(due, currency)).toEqual(notes);
});

test("never the exact sum: that has its own key", () => {
  expect(likelyNotes(2000, "EUR")).not.toContain(2000);
});

test("digits move in from the right, two noughts at a time, and can be taken back", () => {
  const keys = ["5", "0", "00", "back"];
  expect(keys.reduce(typeDigit, 0)).toBe(500);
});

test("a figure no till has is not taken", () => {
  expect(typeDigit(999_999_999, "0")).toBe(999_999_999);
});
