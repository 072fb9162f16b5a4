import { beforeAll, expect, test } from "vitest";
import words from "../../../locales/en/manager-settings.json";
import { speak } from "../../lib/i18n";
import { limitFaults, limitsForm, limitsOf } from "./limits";

beforeAll(() => speak("en", words));

const LIMITS = { devices: 12, device_orders: 6, table_orders: 20, portions: 100, value: null };
const typed = limitsForm({ order_limits: LIMITS, currency: "EUR" });

test("what a branch has comes back as it was, the usual value as an empty field", () => {
  expect(typed).toEqual({ devices: "12", device_orders: "6", table_orders: "20", portions: "100", value: "" });
  expect(limitsOf(typed, "EUR")).toEqual(LIMITS);
  expect(limitFaults(typed, "EUR")).toEqual([]);
});

test("a value is typed in the currency, and figures as the phone writes them", () => {
  expect(limitsForm({ order_limits: { ...LIMITS, value: 25_050 }, currency: "EUR" }).value).toBe("250.50");
  const changed = { ...typed, value: "120,5", devices: "\u0662\u0664" };
  expect(limitFaults(changed, "EUR")).toEqual([]);
  expect(limitsOf(changed, "EUR")).toEqual({ ...LIMITS, value: 12_050, devices: 24 });
});

test.each([
  ["devices", "0", "Please type a whole number from 1 to 500."],
  ["devices", "501", "Please type a whole number from 1 to 500."],
  ["device_orders", "six", "Please type a whole number from 1 to 200."],
  ["table_orders", "", "Please type a whole number from 1 to 200."],
  ["portions", "10001", "Please type a whole number from 1 to 10000."],
  ["value", "0", "Please type an amount above nothing, or leave it empty."],
  ["value", "much", "Please type an amount above nothing, or leave it empty."],
] as const)("%s cannot be %j", (limit, text, told) => {
  expect(limitFaults({ ...typed, [limit]: text }, "EUR")).toEqual([[`order_limits/${limit}`, told]]);
});
