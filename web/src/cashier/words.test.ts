import { expect, test, vi } from "vitest";
import words from "../../locales/en/cashier.json";
import common from "../../locales/en/common.json";
import { speak } from "../lib/i18n";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
const { whoPlaced } = await import("./words");
speak("en", common, words);

test.each([
  ["guest", "Basil", "Guest Basil"],
  ["guest", null, "Guest"],
  ["cashier", "Anna Berg", "Anna Berg"],
  ["cashier", null, "Staff"],
] as const)("what a %s called %s ordered is said to be of %s", (source, placed_by, said) => {
  expect(whoPlaced({ source, placed_by })).toBe(said);
});
