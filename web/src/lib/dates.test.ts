import { expect, test } from "vitest";
import { variantOf } from "./i18n";

test.each([
  ["en", ["en-GB", "en"], "en-GB"],
  ["en", ["de-DE", "en-AU"], "en-AU"],
  ["en", ["en"], "en"],
  ["de", ["en-GB", "de-AT"], "de-AT"],
  ["ar", ["ar-EG-u-ca-islamic", "ar-EG"], "ar-EG"],
  ["es", ["es-419"], "es-419"],
  ["de", ["den-CA"], "de"],
  ["en", [], "en"],
])("a page in %s is dated for a reader of %j as in %s", (tag, preferred, variant) => {
  expect(variantOf(tag, preferred)).toBe(variant);
});

test("readers of en-GB have the day before the month", () => {
  const date = new Intl.DateTimeFormat(`${variantOf("en", ["en-GB"])}-u-nu-latn`, { day: "numeric", month: "long" });
  expect(date.format(new Date("2026-11-29T12:00:00Z"))).toBe("29 November");
});
