import { beforeEach, expect, test } from "vitest";
import { moneyDelta } from "./delta";
import { speak } from "./i18n";
import { minorUnit, money, readMoney } from "./money";

beforeEach(() => speak("en"));

test("a price is shown with the decimals its currency has", () => {
  expect(money(4020, "EUR")).toBe("€40.20");
  expect(money(850, "JPY")).toBe("¥850");
  expect(money(1500, "KWD")).toMatch(/1\.500$/);
  expect([minorUnit("EUR"), minorUnit("JPY"), minorUnit("KWD")]).toEqual([2, 0, 3]);
});

test("money is written as its reader writes it, in Latin figures", () => {
  speak("de");
  expect([money(2010, "EUR"), moneyDelta(-50, "EUR")]).toEqual(["20,10\u00a0€", "−0,50\u00a0€"]);
  speak("ar");
  expect(money(2010, "EUR").replace(/\p{Cf}/gu, "")).toBe("20.10\u00a0€");
});

test("a delta carries its sign", () => {
  expect(moneyDelta(150, "EUR")).toBe("+€1.50");
  expect(moneyDelta(-50, "EUR")).toBe("−€0.50");
});

test.each([
  ["12.5", 1250],
  ["12,50", 1250],
  ["١٢٫٥", 1250],
  ["۱۲٫۵۰", 1250],
  [" 7 ", 700],
  ["0", 0],
  ["1.005", null],
  ["-3", null],
  ["1,000.00", null],
  ["", null],
  ["12e3", null],
])("typed euros %j are %j cents", (typed, cents) => {
  expect(readMoney(typed, "EUR")).toBe(cents);
});

test("yen have no decimals to type", () => {
  expect(readMoney("850", "JPY")).toBe(850);
  expect(readMoney("8.5", "JPY")).toBeNull();
});
