import { expect, test } from "vitest";
import { ageOf, cancelledOrders, dishesOn, isDone, movesBack, recallMoves, ticketMoves } from "./tickets";
import type { KitchenTicket, Line } from "./wire";

const AT = "2026-11-22T19:00:00.000000Z";
const NOON = new Date(AT).getTime();
const minutes = (count: number): number => NOON + count * 60_000;

function line(id: string, status: Line["status"] = "FIRED", more: Partial<Line> = {}): Line {
  return {
    id,
    order_id: "order",
    order_number: 7,
    product_id: `dish ${id}`,
    name: `Dish ${id}`,
    quantity: 1,
    options: [],
    note: "",
    allergies: [],
    status,
    status_at: AT,
    step_back: null,
    station: "kitchen",
    flagged: false,
    seen: false,
    ...more,
  };
}

function ticket(lines: Line[], more: Partial<KitchenTicket> = {}): KitchenTicket {
  return {
    ticket_id: "ticket",
    numbers: [7],
    table_label: "5",
    name: null,
    service: "dine_in",
    fired_at: AT,
    lateness: [10, 15],
    addition: false,
    notes: [],
    guests: [],
    lines,
    ...more,
  };
}

test("the first tap starts what is not begun, the next one makes everything ready", () => {
  const begun = ticket([line("a"), line("b", "PREPARING"), line("c", "READY")]);
  expect(ticketMoves(begun)).toEqual([{ line_id: "a", status: "PREPARING" }]);
  const cooking = ticket([line("a", "PREPARING"), line("b", "PREPARING"), line("c", "READY")]);
  expect(ticketMoves(cooking)).toEqual([
    { line_id: "a", status: "READY" },
    { line_id: "b", status: "READY" },
  ]);
});

test("the way back leads each item to where it stood", () => {
  const lines = [line("a"), line("b", "PREPARING")];
  const moves = [
    { line_id: "b", status: "READY" as const },
    { line_id: "a", status: "READY" as const },
  ];
  expect(movesBack(lines, moves)).toEqual([
    { line_id: "b", status: "PREPARING" },
    { line_id: "a", status: "FIRED" },
  ]);
});

test("a ticket is done when all of it is ready", () => {
  expect(isDone(ticket([line("a", "READY"), line("b", "READY")]))).toBe(true);
  expect(isDone(ticket([line("a", "READY"), line("b", "PREPARING")]))).toBe(false);
});

test("what was made ready can be recalled for two minutes, to where it came from", () => {
  const ready = ticket([line("a", "READY", { step_back: "PREPARING" }), line("b", "READY", { step_back: "FIRED" })]);
  expect(recallMoves(ready, minutes(1.9))).toEqual([
    { line_id: "a", status: "PREPARING" },
    { line_id: "b", status: "FIRED" },
  ]);
  expect(recallMoves(ready, minutes(2))).toEqual([]);
});

test.each([
  [9.9, 9, "calm"],
  [10, 10, "soon"],
  [14.9, 14, "soon"],
  [15, 15, "late"],
  [-1, 0, "calm"],
])("after %d minutes a ticket shows %i and is %s", (passed, shown, word) => {
  expect(ageOf(ticket([]), minutes(passed))).toEqual({ minutes: shown, word });
});

test("what was cancelled in one order is one piece of paper", () => {
  const [a, b, c] = [line("a"), line("b", "FIRED", { order_id: "other" }), line("c")];
  const place = { table_label: "5", name: null };
  expect(cancelledOrders([a, b, c].map((one) => ({ line: one, ...place })))).toEqual([
    { order_id: "order", place, lines: [a, c] },
    { order_id: "other", place, lines: [b] },
  ]);
});

test("dishes on the rail are listed once, by name", () => {
  const soup = { product_id: "soup", name: "Soup" };
  const curry = { product_id: "curry", name: "Curry" };
  const tickets = [ticket([line("a", "FIRED", soup), line("b", "FIRED", curry)]), ticket([line("c", "READY", soup)])];
  expect(dishesOn(tickets)).toEqual([
    { id: "curry", name: "Curry" },
    { id: "soup", name: "Soup" },
  ]);
});
