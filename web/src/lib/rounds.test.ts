import { expect, test } from "vitest";
import { roundNumbers } from "./rounds";

test("rounds are numbered by when they were sent, and a number once said stays", () => {
  const at = (id: string, minute: number, status = "CONFIRMED") => ({
    id,
    status,
    created_at: `2026-11-22T19:${minute}:00.000000Z`,
  });
  const told = [at("c", 30), at("b", 20), at("a", 10)];
  const later = [at("c", 30), at("b", 20, "CANCELLED"), at("a", 10)];
  const numbers = [
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ];
  expect([...roundNumbers(told)]).toEqual(numbers);
  expect([...roundNumbers(later)]).toEqual(numbers);
});
