import { expect, test } from "vitest";
import { arcPart, floorState, layOut, longestAlone, pressingSince, sumFloor } from "./floor";
import { LIMITS, line, minutesBefore, NOON, order, session, table } from "./samples";
import { dishesToCome } from "./toCome";

test.each([
  ["free", null],
  ["seated", session("4", { joined: 2 })],
  ["new_order", session("4", { waiting: 1, cooking: 2, total: 900 })],
  ["ready", session("4", { ready: 1, cooking: 1, total: 900, bill_asked: true })],
  ["bill_asked", session("4", { cooking: 1, total: 900, bill_asked: true })],
  ["forgotten", session("4", { touched_at: minutesBefore(30) })],
  ["seated", session("4", { touched_at: minutesBefore(29) })],
  ["seated", session("4", { touched_at: minutesBefore(45), joined: 1 })],
  ["cooking", session("4", { cooking: 1, total: 900, captured: 400 })],
  ["eating", session("4", { total: 900, outstanding: 900 })],
  ["paid", session("4", { total: 900, outstanding: 500, captured: 400 })],
])("a table is %s", (state, seen) => {
  expect(floorState(seen, NOON)).toBe(state);
});

test.each([
  [1, "calm"],
  [2, "soon"],
  [4, "soon"],
  [5, "late"],
])("an order that waits for %s minutes is %s", (minutes, pressing) => {
  expect(pressingSince(minutesBefore(minutes), LIMITS.new, NOON)).toBe(pressing);
});

test.each([
  ["new_order", { waiting: 1, waiting_since: minutesBefore(5) }],
  ["ready", { ready: 1, ready_since: minutesBefore(4), total: 900 }],
  ["bill_asked", { bill_asked: true, bill_asked_since: minutesBefore(6), total: 900 }],
])("a table is late by the branch's own limit for %s", (state, more) => {
  const spot = (limits = LIMITS) => layOut([table("4")], [session("4", more)], limits, NOON).areas[0]?.spots[0];
  expect(spot()).toMatchObject({ state, pressing: "late", wanted: true });
  const patient: [number, number] = [10, 20];
  expect(spot({ new: patient, ready: patient, bill_asked: patient })).toMatchObject({ state, pressing: "calm" });
});

test("a table that calls wants somebody, whatever else it does", () => {
  const { areas } = layOut([table("4")], [session("4", { calls: 1, total: 900 })], LIMITS, NOON);
  expect(areas[0]?.spots[0]).toMatchObject({ state: "eating", calls: 1, wanted: true });
});

test("a table that has paid everything wants somebody to close it, one that has paid a part does not", () => {
  const open = [
    session("4", { total: 900, captured: 900, outstanding: 0 }),
    session("5", { total: 900, captured: 400, outstanding: 500 }),
  ];
  const { areas } = layOut([table("4"), table("5")], open, LIMITS, NOON);
  expect(areas[0]?.spots.map(({ wanted }) => wanted)).toEqual([true, false]);
});

test("tables stand in their areas in the house's order, counter sales apart", () => {
  const garden = { id: "garden", name: "Garden" };
  const tables = [table("1"), table("G1", { area: garden, area_id: "garden" }), table("2")];
  const sale = session("sale", { table_id: null, table_label: null, name: "Lang" });
  const { areas, counter } = layOut(tables, [sale], LIMITS, NOON);
  expect(areas.map(({ name, spots }) => [name, spots.map((spot) => spot.table?.label)])).toEqual([
    ["Room", ["1", "2"]],
    ["Garden", ["G1"]],
  ]);
  expect(counter.map((spot) => spot.session?.name)).toEqual(["Lang"]);
});

test("ready dishes are told beside a new order that hides them", () => {
  const { areas } = layOut([table("4")], [session("4", { waiting: 1, ready: 2 })], LIMITS, NOON);
  expect(areas[0]?.spots[0]).toMatchObject({ state: "new_order", readyBeside: true });
});

test("the strip counts guests by what the waiter said, else by who joined", () => {
  const open = [
    session("4", { guests: 3, joined: 1, outstanding: 1250, waiting: 2, waiting_since: minutesBefore(9), calls: 2 }),
    session("5", { joined: 2, bill_asked: true, bill_asked_since: minutesBefore(1) }),
  ];
  expect(sumFloor(open, LIMITS, NOON)).toEqual({ guests: 5, open: 1250, waiting: 2, calls: 2, late: 1 });
});

test("the arc is full after half an hour and does not go round twice", () => {
  expect([0, 15, 30, 90].map(arcPart)).toEqual([0, 0.5, 1, 1]);
});

test("the table to look at is the one nobody has touched for longest, from ten minutes on", () => {
  const open = [
    session("4", { touched_at: minutesBefore(18), total: 900 }),
    session("5", { touched_at: minutesBefore(11), total: 900 }),
    session("6", { touched_at: minutesBefore(40), ready: 1 }),
  ];
  const { areas } = layOut([table("4"), table("5"), table("6")], open, LIMITS, NOON);
  expect(longestAlone(areas[0]?.spots ?? [])?.session?.id).toBe("4");
  expect(longestAlone([])).toBeNull();
});

test("a table whose party has paid is not free while its food is still to be served", () => {
  const paid = (id: string, sessionId: string, status: "FIRED" | "READY" | "SERVED", more = {}) =>
    order(id, sessionId, [line(id, status, { status_at: minutesBefore(4) })], { status: "PAID", ...more });
  const orders = [
    paid("a", "4", "FIRED"),
    paid("b", "5", "READY"),
    paid("c", "6", "SERVED"),
    paid("d", "sale", "FIRED", { table_id: null, table_label: null, number: 12 }),
    paid("e", "7", "READY", { qr_session_id: "earlier" }),
  ];
  const open = [session("7", { total: 900, outstanding: 900 })];
  const toCome = dishesToCome(orders, new Set(open.map(({ id }) => id)));
  const { areas, counter } = layOut(
    ["4", "5", "6", "7"].map((one) => table(one)),
    open,
    LIMITS,
    NOON,
    toCome,
  );
  expect(
    areas[0]?.spots.map(({ state, wanted, pressing, readyBeside }) => [state, wanted, pressing, readyBeside]),
  ).toEqual([
    ["to_come", false, "calm", false],
    ["ready", true, "late", false],
    ["free", false, "calm", false],
    ["eating", false, "calm", true],
  ]);
  expect(counter.map(({ state, toCome }) => [state, toCome?.number])).toEqual([["to_come", 12]]);
});

test("rounds of a party that is still there are told by its table, not beside it", () => {
  expect(dishesToCome([order("a", "4", [line("a")], { status: "PAID" })], new Set(["4"]))).toEqual([]);
});
