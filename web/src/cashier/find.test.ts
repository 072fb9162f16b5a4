import { expect, test } from "vitest";
import { menuOf, product } from "../lib/samples";
import { findProducts, shownType } from "./find";

const menu = menuOf(
  product("124", 500, [], { name: "Süß-Sauer Suppe" }),
  product("24", 500, [], { name: "Ente kross" }),
  product("241", 500, [], { name: "Suppe mit Ente" }),
  product("M1", 500, [], { name: "Studentenfutter" }),
);
const found = (text: string) => findProducts(menu, text).map(({ id }) => id);

test("a number typed in full comes before one begun", () => {
  expect(found("24")).toEqual(["24", "241"]);
});

test("a name that begins so comes before one that only has it, the middle of a word last", () => {
  expect(found("ente")).toEqual(["24", "241", "M1"]);
});

test("accents and the sharp s need not be typed", () => {
  expect(found("suss sauer")).toEqual(["124"]);
});

test("what is not sold now comes after everything that is", () => {
  const monday = { available: false, unavailable_because: "outside_hours" } as const;
  const house = menuOf(
    product("M37", 500, [], { name: "Ente", ...monday }),
    product("9", 500, [], { name: "Studentenfutter" }),
    product("24", 500, [], { name: "Ente kross" }),
  );
  expect(findProducts(house, "ente").map(({ id }) => id)).toEqual(["24", "9", "M37"]);
});

test.each([
  ["losos", "Łosoś"],
  ["spaetzle", "Spätzle"],
  ["I'll", "What I’ll have"],
])("%j finds %j as every search does", (typed, name) => {
  expect(findProducts(menuOf(product("1", 500, [], { name })), typed)).toHaveLength(1);
});

test("a number may be typed in the digits of any script", () => {
  expect(found("١٢٤")).toEqual(["124"]);
});

test("nothing typed finds nothing", () => {
  expect(found("  ")).toEqual([]);
});

test("the first category with something to sell is shown until another is chosen", () => {
  const [all] = menu.product_types;
  if (!all) throw new Error("no category");
  const lunch = { ...all, id: "lunch", products: [product("L1", 500, [], { available: false })] };
  const both = { ...menu, product_types: [lunch, all] };
  expect(shownType(both, null)?.id).toBe("type");
  expect(shownType(both, "lunch")?.id).toBe("lunch");
  expect(shownType(both, "gone")?.id).toBe("type");
});
