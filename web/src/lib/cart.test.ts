import { expect, test } from "vitest";
import type { Product } from "../api/types";
import { addLine, type CartLine, canOrder, cartTotal, changeQuantity } from "./cart";
import { followMenu, wantedLines } from "./following";
import { productsById } from "./menu";
import { group, menuOf, option, product } from "./samples";
import { withoutSent } from "./sent";

const extras = group("extras", [option("cheese", 100), option("ham", 150)]);
const soup = product("soup", 450);
const pizza = product("pizza", 900, [extras]);
const products = (...listed: Product[]) => productsById(menuOf(...listed));
const before = products(soup, pizza);

const line = (id: string, unit: number, more: Partial<CartLine> = {}): CartLine => ({
  id: `line of ${id}`,
  product_id: id,
  name: id,
  picks: {},
  quantity: 1,
  note: "",
  unit,
  ...more,
});

test("the same dish twice is one line", () => {
  const { id: _, ...more } = line("soup", 450, { quantity: 2 });
  expect(addLine([line("soup", 450)], more)).toEqual([line("soup", 450, { quantity: 3 })]);
});

test("another note makes another line", () => {
  const { id: _, ...noted } = line("soup", 450, { note: "no coriander" });
  expect(addLine([line("soup", 450)], noted)).toHaveLength(2);
});

test("the same dish for somebody with an allergy is a line of its own", () => {
  const { id: _, ...safe } = line("soup", 450, { allergies: ["milk", "eggs"] });
  const both = addLine([line("soup", 450)], safe);
  expect(both).toHaveLength(2);
  expect(addLine(both, { ...safe, allergies: ["eggs", "milk"] }).map(({ quantity }) => quantity)).toEqual([1, 2]);
});

test("a quantity of nothing takes the line out", () => {
  expect(changeQuantity([line("soup", 450)], "line of soup", 0)).toEqual([]);
});

test("a sold-out dish stays in sight, costs nothing and says so once", () => {
  const off = { ...soup, available: false };
  const now = products(off, pizza);
  const cart = [line("soup", 450), line("pizza", 900)];
  const followed = followMenu(cart, before, now);
  expect(followed).toEqual({ lines: cart, changes: [{ because: "product_gone", line: cart[0], product: off }] });
  expect(cartTotal(followed.lines, now)).toBe(900);
  expect(canOrder(line("soup", 450), now)).toBe(false);
  expect(followMenu(cart, now, now).changes).toEqual([]);
});

test("a sold-out option is dropped and the rest of the dish stays", () => {
  const short = { ...extras, options: [option("cheese", 100), option("ham", 150, { available: false })] };
  const chosen = line("pizza", 1150, { picks: { cheese: 1, ham: 1 } });
  const followed = followMenu([chosen], before, products(soup, { ...pizza, option_groups: [short] }));
  expect(followed.lines).toEqual([{ ...chosen, picks: { cheese: 1 }, unit: 1000 }]);
  expect(followed.changes).toEqual([{ because: "option_gone", line: chosen, option: "ham" }]);
});

test("an option that left the menu altogether is dropped too", () => {
  const chosen = line("pizza", 1050, { picks: { ham: 1 } });
  const followed = followMenu([chosen], before, products(product("pizza", 900)));
  expect(followed.lines[0]).toEqual({ ...chosen, picks: {}, unit: 900 });
  expect(followed.changes).toEqual([{ because: "option_left", line: chosen, option: "ham" }]);
});

test("a moved price is told with the new one", () => {
  const followed = followMenu([line("soup", 450)], before, products({ ...soup, price: 480 }));
  expect(followed.changes).toEqual([{ because: "price_moved", line: line("soup", 450), unit: 480 }]);
});

test("the wire gets ids and quantities and never a price", () => {
  expect(
    wantedLines([line("pizza", 1000, { picks: { cheese: 1, ham: 2 }, note: " well done ", quantity: 2 })]),
  ).toEqual([
    {
      product_id: "pizza",
      quantity: 2,
      note: "well done",
      options: [{ option_id: "cheese" }, { option_id: "ham", quantity: 2 }],
    },
  ]);
});

test("a dish that is sold again says so", () => {
  const off = products({ ...soup, available: false }, pizza);
  expect(followMenu([line("soup", 450)], off, before).changes).toEqual([
    { because: "product_back", line: line("soup", 450), product: soup },
  ]);
});

test("a choice that left between two visits of the page is told without its name", () => {
  const chosen = line("pizza", 1050, { picks: { anchovies: 1 } });
  const followed = followMenu([chosen], before, before);
  expect(followed).toEqual({
    lines: [{ ...chosen, picks: {}, unit: 900 }],
    changes: [{ because: "options_lost", line: chosen }],
  });
});

test("allergies go with every line, and only where somebody named one", () => {
  const [with_] = wantedLines([line("soup", 450)], ["milk", "nuts"]);
  expect(with_).toEqual({ product_id: "soup", quantity: 1, allergies: ["milk", "nuts"], options: [] });
  expect(wantedLines([line("soup", 450)], [])).toEqual([{ product_id: "soup", quantity: 1, options: [] }]);
});

test("what was tapped while a round was on its way is the next round", () => {
  const soup = { product_id: "soup", name: "Soup", picks: {}, quantity: 2, note: "", unit: 350 };
  const sent = addLine([], soup);
  const meanwhile = addLine(addLine(sent, { ...soup, quantity: 1 }), { ...soup, product_id: "tea", quantity: 1 });
  expect(withoutSent(meanwhile, sent).map(({ product_id, quantity }) => [product_id, quantity])).toEqual([
    ["soup", 1],
    ["tea", 1],
  ]);
});
