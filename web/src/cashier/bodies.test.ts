import { expect, test } from "vitest";
import { addLine } from "../lib/cart";
import { group, option, product } from "../lib/samples";
import { changeFor, orderBody, paymentBody, sessionOf } from "./bodies";
import { bill } from "./samples";

test("a draft is sent as ids and quantities, without a price, with the menu it was read from", () => {
  const curry = product("curry", 990, [group("sauce", [option("red"), option("green", 50)], { min: 1, max: 1 })]);
  const soup = { product_id: "soup", name: "Soup", picks: {}, quantity: 2, note: " hot ", unit: 350 };
  const dish = { product_id: curry.id, name: curry.name, picks: { green: 1 }, quantity: 1, note: "", unit: 1040 };
  const lines = addLine(addLine(addLine([], soup), dish), { ...soup, quantity: 1 });
  expect(orderBody("s4", lines, 12)).toEqual({
    qr_session_id: "s4",
    menu_version: 12,
    lines: [
      { product_id: "soup", quantity: 3, note: "hot", options: [] },
      { product_id: "curry", quantity: 1, options: [{ option_id: "green" }] },
    ],
  });
});

test("an allergy goes along with the dish it was said of, and with no other", () => {
  const soup = { product_id: "soup", name: "Soup", picks: {}, quantity: 1, note: "", unit: 350 };
  const lines = addLine(addLine([], { ...soup, allergies: ["milk"] }), soup);
  expect(orderBody("s4", lines, null).lines).toEqual([
    { product_id: "soup", quantity: 1, allergies: ["milk"], options: [] },
    { product_id: "soup", quantity: 1, options: [] },
  ]);
});

test("without a menu no version is claimed", () => {
  expect(orderBody("s4", [], null)).toEqual({ qr_session_id: "s4", lines: [] });
});

test("a payment takes what the cashier saw; a note is told for cash only", () => {
  expect(paymentBody(bill(3930), "cash", 5000)).toEqual({ method: "cash", amount: 3930, tendered: 5000 });
  expect(paymentBody(bill(3930), "card", 5000)).toEqual({ method: "card", amount: 3930 });
});

test("change is counted from what cash owes after rounding", () => {
  expect(changeFor(bill(3932, { cash_due: 3930 }), 5000)).toBe(1070);
});

test("a kept order and a kept payment know their table", () => {
  const job = { key: "k", box: "branch b", at: 0 };
  expect(sessionOf({ ...job, path: "/api/orders?branch_id=b", body: { qr_session_id: "s4" } })).toBe("s4");
  expect(sessionOf({ ...job, path: "/api/qr-sessions/s5/payments?branch_id=b", body: {} })).toBe("s5");
});
