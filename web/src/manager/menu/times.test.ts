import { expect, it } from "vitest";
import { readTime } from "./times";

it("a phone's own figures are read, and what it offers between them", () => {
  expect(["9,05", "٠٩:٠٥", "٩٫٠٥", "٩،٠٥", "۲۳:۵۹", "9;05"].map(readTime)).toEqual([
    "09:05",
    "09:05",
    "09:05",
    "09:05",
    "23:59",
    null,
  ]);
});

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
