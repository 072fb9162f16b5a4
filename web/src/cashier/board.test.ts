import { expect, test } from "vitest";
import { mayUndo, nextStep, sameStep, sortBoard } from "./board";
import { line, minutesBefore, NOON, order, session } from "./samples";

test("new orders wait, confirmed and paid ones stay in the kitchen until all of it is on the table", () => {
  const orders = [
    order("new", "4", [line("1", "PLACED")]),
    order("cooking", "4", [line("2"), line("3", "SERVED")], { status: "CONFIRMED" }),
    order("served", "4", [line("4", "SERVED"), line("5", "VOIDED")], { status: "CONFIRMED" }),
    order("prepaid", "5", [line("6", "READY")], { status: "PAID" }),
  ];
  const { waiting, kitchen } = sortBoard(orders, []);
  expect(waiting.map(({ id }) => id)).toEqual(["new"]);
  expect(kitchen.map(({ id }) => id)).toEqual(["cooking", "prepaid"]);
});

test("tables to be paid: those that have everything first, then who has waited longest; who owes nothing is not there", () => {
  const sessions = [
    session("4", { outstanding: 900, cooking: 1, touched_at: minutesBefore(60) }),
    session("5", { outstanding: 900, touched_at: minutesBefore(5) }),
    session("6", { outstanding: 900, touched_at: minutesBefore(20) }),
    session("7", { outstanding: 0, captured: 900 }),
  ];
  expect(sortBoard([], sessions).unpaid.map(({ id }) => id)).toEqual(["6", "5", "4"]);
});

test.each([
  ["READY", [line("1"), line("2", "READY")]],
  ["SERVED", [line("1", "READY"), line("2", "SERVED"), line("3", "VOIDED")]],
  [null, [line("1", "SERVED"), line("2", "VOIDED")]],
] as const)("the next step of an order is %s", (step, lines) => {
  expect(nextStep(order("a", "4", [...lines]))).toBe(step);
});

test("an order says once how far it is while its dishes are equally far", () => {
  expect(sameStep(order("a", "4", [line("1", "READY"), line("2", "READY"), line("3", "VOIDED")]))).toBe("READY");
  expect(sameStep(order("a", "4", [line("1", "READY"), line("2")]))).toBeNull();
});

test.each([
  ["served a moment ago", [line("1", "SERVED", { step_back: "READY", status_at: minutesBefore(2) })], true],
  ["served long ago", [line("1", "SERVED", { step_back: "READY", status_at: minutesBefore(3) })], false],
  ["made ready by the kitchen", [line("1", "READY", { step_back: "FIRED", status_at: minutesBefore(1) })], false],
  ["put back already", [line("1", "SERVED", { status_at: minutesBefore(1) })], false],
])("a round that was %s", (_, lines, wanted) => {
  expect(mayUndo(order("a", "4", lines), NOON)).toBe(wanted);
});
