import { expect, test } from "vitest";
import type { CartLine } from "../lib/cart";
import { productsById } from "../lib/menu";
import { group, menuOf, option, product } from "../lib/samples";
import { tellChanges, troubleOf, withoutNews } from "./changes";

const line = (id: string, product_id: string, more: Partial<CartLine> = {}): CartLine => ({
  id,
  product_id,
  name: product_id,
  picks: {},
  quantity: 1,
  note: "",
  unit: 500,
  ...more,
});
const soup = line("1", "soup");

test("a line remembers the price it was tapped at, whatever comes after it", () => {
  const once = tellChanges({}, [{ because: "price_moved", line: soup, unit: 550 }]);
  const twice = tellChanges(once, [{ because: "price_moved", line: { ...soup, unit: 550 }, unit: 600 }]);
  expect(twice).toEqual({ 1: { before: 500, lost: [] } });
});

test("a price that is back where it was is no news", () => {
  const once = tellChanges({}, [{ because: "price_moved", line: soup, unit: 550 }]);
  const back = tellChanges(once, [{ because: "price_moved", line: { ...soup, unit: 550 }, unit: 500 }]);
  expect(back).toEqual({ 1: { before: null, lost: [] } });
});

test("answers that are gone are told one after the other, until the line is sent", () => {
  const news = tellChanges({}, [
    { because: "option_gone", line: soup, option: "Large" },
    { because: "option_gone", line: soup, option: "Chili" },
  ]);
  expect(news).toEqual({ 1: { before: null, lost: ["Large", "Chili"] } });
  expect(withoutNews(news, [soup])).toEqual({});
});

const sizes = group("Size", [option("small"), option("large")], { min: 1, max: 1 });
const products = productsById(
  menuOf(
    product("soup", 500, [sizes]),
    product("mango", 300, [], { remaining: 3 }),
    product("duck", 900, [], { available: false, unavailable_because: "sold_out" }),
  ),
);

test.each([
  ["not on the menu", line("1", "unknown"), { because: "gone" }],
  ["sold out", line("1", "duck"), { because: "gone" }],
  ["a required answer is missing", line("1", "soup"), { because: "unanswered", group: "Size" }],
  ["answered", line("1", "soup", { picks: { large: 1 } }), null],
  ["as many as there are", line("1", "mango", { quantity: 2 }), null],
  ["more than there are, over all lines", line("1", "mango", { quantity: 3 }), { because: "left", n: 3 }],
])("a line that is %s", (_, wanted, trouble) => {
  expect(troubleOf(wanted, [wanted, line("2", "mango")], products)).toEqual(trouble);
});
