import { expect, test } from "vitest";
import { signOf } from "./signs";

test.each([
  ["remove", "Ohne Soße", ""],
  ["remove", "ohne Zwiebeln", ""],
  ["remove", "No onions", ""],
  ["remove", "Without ice", ""],
  ["remove", "Sans oignons", ""],
  ["remove", "بدون بصل", ""],
  ["remove", "Keine Nüsse", ""],
  ["remove", "不要葱", ""],
  ["remove", "Hagyma nélkül", ""],
  ["remove", "Zwiebeln", "−"],
  ["remove", "Nori", "−"],
  ["remove", "Noodles", "−"],
  ["add", "Ohne-Mehl-Brot", "+"],
  ["choice", "Ohne", ""],
] as const)("%s %s reads %s", (kind, name, sign) => {
  expect(signOf({ kind, name })).toBe(sign);
});
