import { expect, test } from "vitest";
import { menuOf, product } from "../lib/samples";
import { findDishes } from "./search";

const types = menuOf(
  product("36 Röllchen", 1900, [], { sku: "S36", description: "mit Lachs" }),
  product("Tom Yum", 690, [], { tags: ["spicy"] }),
).product_types;
const found = (text: string) => findDishes(types, text).flatMap((type) => type.products.map(({ name }) => name));

test.each([
  ["rollchen", ["36 Röllchen"]],
  ["LACHS roll", ["36 Röllchen"]],
  ["s36", ["36 Röllchen"]],
  ["spicy", ["Tom Yum"]],
  ["lachs yum", []],
  ["  ", ["36 Röllchen", "Tom Yum"]],
])("a search for %j finds %j", (text, names) => {
  expect(found(text)).toEqual(names);
});
