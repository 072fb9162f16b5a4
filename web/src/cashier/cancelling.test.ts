import { expect, test } from "vitest";
import { mayCancelAlone } from "./cancelling";
import { line, minutesBefore, NOON } from "./samples";

test("a cashier cancels alone until the kitchen begins", () => {
  expect(mayCancelAlone(line("1", "FIRED"), minutesBefore(30), NOON, "cashier")).toBe(true);
  expect(mayCancelAlone(line("1", "PREPARING"), minutesBefore(30), NOON, "cashier")).toBe(false);
});

test("what somebody had begun and put back is begun; what the kitchen cannot make is nobody's loss", () => {
  expect(mayCancelAlone(line("1", "FIRED", { begun: true }), minutesBefore(30), NOON, "cashier")).toBe(false);
  expect(mayCancelAlone(line("1", "READY", { flagged: true }), minutesBefore(30), NOON, "cashier")).toBe(true);
});

test("or within two minutes of sending, and a manager always", () => {
  expect(mayCancelAlone(line("1", "READY"), minutesBefore(2), NOON, "cashier")).toBe(true);
  expect(mayCancelAlone(line("1", "READY"), minutesBefore(3), NOON, "cashier")).toBe(false);
  expect(mayCancelAlone(line("1", "READY"), minutesBefore(90), NOON, "manager")).toBe(true);
});
