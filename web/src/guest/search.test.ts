import { expect, test } from "vitest";
import { menuOf, product } from "../lib/samples";
import { findDishes } from "./search";

const types = menuOf(
  product("36 Röllchen", 1900, [], { sku: "S36", description: "mit Lachs" }),
  product("Tom Yum", 690, [], { tags: ["spicy"] }),
).product_types;
const found = (text: string) => findDishes(types, text).flatMap((type) => type.products.map(({ name }) => name));

test("what is not sold now comes after everything that is, its section once more", () => {
  const monday = { available: false, unavailable_because: "outside_hours" } as const;
  const menus = ["Lunch", "Duck"].map((name) => ({ ...types[0], id: name, name }) as (typeof types)[number]);
  const [lunch, duck] = menus as [(typeof types)[number], (typeof types)[number]];
  lunch.products = [product("Ente M37", 990, [], monday), product("Ente M38", 990)];
  duck.products = [product("Ente 240", 1490)];
  const shown = findDishes([lunch, duck], "ente").map(({ id, products }) => [id, products.map(({ name }) => name)]);
  expect(shown).toEqual([
    ["Lunch", ["Ente M38"]],
    ["Duck", ["Ente 240"]],
    ["Lunch-later", ["Ente M37"]],
  ]);
});

test.each([
  ["rollchen", ["36 Röllchen"]],
  ["LACHS roll", ["36 Röllchen"]],
  ["s36", ["36 Röllchen"]],
  ["S٣٦", ["36 Röllchen"]],
  ["roellchen", ["36 Röllchen"]],
  ["spicy", ["Tom Yum"]],
  ["lachs yum", []],
  ["  ", ["36 Röllchen", "Tom Yum"]],
])("a search for %j finds %j", (text, names) => {
  expect(found(text)).toEqual(names);
});
