import { expect, test } from "vitest";
import type { EventFrame } from "../api/types";
import { concernsOf } from "./concerns";

const frame = (kind: string, entity_id: string, body: Record<string, unknown> = {}): EventFrame => ({
  type: "event",
  seq: 1,
  kind,
  at: "2026-11-22T19:00:00Z",
  entity: "",
  entity_id,
  body,
});

test.each([
  ["an order", frame("order.placed", "o1", { qr_session_id: "s1" }), { orderId: "o1", sessionId: "s1" }],
  ["a line", frame("line.status", "l1", { order_id: "o1", status: "READY" }), { orderId: "o1", sessionId: null }],
  ["a table", frame("session.closed", "s1"), { orderId: null, sessionId: "s1" }],
  ["a payment", frame("payment.captured", "p1", { qr_session_id: "s1" }), { orderId: null, sessionId: "s1" }],
])("%s is fetched again when the log speaks of it", (_, event, wanted) => {
  expect(concernsOf(event)).toMatchObject({ menu: false, floor: false, unclear: false, ...wanted });
});

test("a dish switched off concerns the menu alone", () => {
  expect(concernsOf(frame("product.availability", "p1"))).toEqual({
    menu: true,
    floor: false,
    called: false,
    settings: false,
    orderId: null,
    sessionId: null,
    unclear: false,
  });
});

test("what does not say whom it is about has everything fetched again; a shift is nobody's table", () => {
  expect(concernsOf(frame("bill.settled", "b1", { number: 7 })).unclear).toBe(true);
  expect(concernsOf(frame("shift.opened", "x1")).unclear).toBe(false);
});

test.each([
  ["a guest who calls", frame("guest.requested", "r1", { qr_session_id: "s1" }), { called: true, sessionId: "s1" }],
  ["somebody who went there", frame("guest.request_done", "r1", { qr_session_id: "s1" }), { called: true }],
  ["a table that closes takes its calls along", frame("session.closed", "s1"), { called: true }],
  ["a floor laid out anew", frame("floor.changed", "t1"), { floor: true, called: false, unclear: false }],
  ["settings of the branch", frame("branch.changed", "b1"), { settings: true, unclear: false }],
])("%s", (_, event, wanted) => {
  expect(concernsOf(event)).toMatchObject(wanted);
});
