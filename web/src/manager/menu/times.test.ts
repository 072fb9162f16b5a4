import { expect, it } from "vitest";
import { readTime } from "./times";

it("a time is read as people write it, and as the server wants it", () => {
  expect(["9:00", "09.05", " 23:59 ", "24:00", "9:5", "9:60", "noon", ""].map(readTime)).toEqual([
    "09:00",
    "09:05",
    "23:59",
    null,
    null,
    null,
    null,
    null,
  ]);
});
