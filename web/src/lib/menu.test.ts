import { expect, test } from "vitest";
import type { Product, ProductType } from "../api/types";
import { isFull, pickedNames, ruleWords } from "./choosing";
import { closedLast, defaultPicks, isSimple, pick, startingPrice, unanswered, unitPrice } from "./menu";
import { group, menuOf, option, product } from "./samples";

const size = group("size", [option("small"), option("large", 250)], { min: 1, max: 1 });
const toppings = group("toppings", [option("cheese", 100), option("ham", 150), option("egg", 80)], { max: 3 });

test("a second answer to a choose-1 group replaces the first", () => {
  expect(pick(size, { small: 1 }, "large", 1)).toEqual({ large: 1 });
});

test("what exceeds the group's maximum changes nothing", () => {
  const two = group("two", toppings.options, { max: 2 });
  const full = { cheese: 1, ham: 1 };
  expect(isFull(two, full)).toBe(true);
  expect(pick(two, full, "egg", 1)).toBe(full);
  expect(pick(two, full, "ham", 0)).toEqual({ cheese: 1 });
});

test("an option counts as often as the group allows", () => {
  const shots = group("shots", [option("shot", 60)], { max: 3, max_per_option: 2 });
  expect(pick(shots, {}, "shot", 2)).toEqual({ shot: 2 });
  expect(pick(shots, { shot: 2 }, "shot", 3)).toEqual({ shot: 2 });
});

test("a sold-out option cannot be chosen but can be taken back", () => {
  const gone = group("gone", [option("ham", 150, { available: false })]);
  expect(pick(gone, {}, "ham", 1)).toEqual({});
  expect(pick(gone, { ham: 1 }, "ham", 0)).toEqual({});
});

test("an empty required group holds the product back", () => {
  const pizza = product("pizza", 900, [size, toppings]);
  expect(unanswered(pizza, {})).toEqual([size]);
  expect(unanswered(pizza, { large: 1 })).toEqual([]);
  expect(isSimple(pizza)).toBe(false);
});

test("a required group with a default still adds at once", () => {
  const preset = group("size", [option("small", 0, { default: true }), option("large", 250)], { min: 1, max: 1 });
  expect(defaultPicks(product("pizza", 900, [preset]))).toEqual({ small: 1 });
  expect(isSimple(product("pizza", 900, [preset]))).toBe(true);
});

test("a default that is sold out is not chosen", () => {
  const preset = group("size", [option("small", 0, { default: true, available: false }), option("large", 250)], {
    min: 1,
    max: 1,
  });
  expect(defaultPicks(product("pizza", 900, [preset]))).toEqual({});
});

test("deltas add to the unit", () => {
  expect(unitPrice(product("pizza", 900, [size, toppings]), { large: 1, cheese: 1, egg: 1 })).toBe(1330);
});

test("the cheapest answers of a group go free", () => {
  const free = group("toppings", toppings.options, { max: 3, free_quantity: 2 });
  expect(unitPrice(product("pizza", 900, [free]), { cheese: 1, ham: 1, egg: 1 })).toBe(1050);
  expect(unitPrice(product("pizza", 900, [free]), { ham: 1 })).toBe(900);
});

test("free answers are counted in pieces, not in kinds", () => {
  const shots = group("shots", [option("shot", 60)], { max_per_option: 3, free_quantity: 1 });
  expect(unitPrice(product("latte", 400, [shots]), { shot: 3 })).toBe(520);
});

test("a discount among the free answers stays a discount", () => {
  const free = group("extras", [option("no rice", -50), option("egg", 80)], { free_quantity: 1 });
  expect(unitPrice(product("bowl", 900, [free]), { "no rice": 1, egg: 1 })).toBe(930);
});

test("a unit never costs less than nothing", () => {
  const cheaper = group("without", [option("no rice", -500)]);
  expect(unitPrice(product("bowl", 300, [cheaper]), { "no rice": 1 })).toBe(0);
});

test("a product whose price comes from a required choice starts at the cheapest one", () => {
  const protein = group("protein", [option("paneer", 900), option("prawn", 1500)], { min: 1, max: 1 });
  expect(startingPrice(product("korma", 0, [protein]))).toEqual({ price: 900, from: true });
  expect(startingPrice(product("papadom", 100))).toEqual({ price: 100, from: false });
});

const tapped = (dish: Product) => unitPrice(dish, defaultPicks(dish));

test.each([
  ["an optional default", product("dish", 500, [group("extras", [option("egg", 150, { default: true })])]), 650],
  [
    "a default size",
    product("pizza", 800, [
      group("size", [option("small"), option("large", 300, { default: true })], { min: 1, max: 1 }),
    ]),
    1100,
  ],
  [
    "a default that has sold out",
    product("dish", 500, [group("extras", [option("egg", 150, { default: true, available: false })])]),
    500,
  ],
  [
    "a default that opens a question with a default",
    product("duck", 1000, [
      group("side", [
        option("fries", 150, {
          default: true,
          opens: group("cut", [option("thin", 20, { default: true })], { min: 1, max: 1 }),
        }),
      ]),
    ]),
    1170,
  ],
  [
    "a default among free answers",
    product("bowl", 900, [
      group("extras", [option("egg", 80, { default: true }), option("ham", 120, { default: true })], {
        free_quantity: 1,
      }),
    ]),
    1020,
  ],
  [
    "a default that takes something off",
    product("bowl", 900, [group("x", [option("no rice", -50, { default: true })])]),
    850,
  ],
])("the price shown is the price of one tap: %s", (_, dish, price) => {
  expect(isSimple(dish)).toBe(true);
  expect(startingPrice(dish)).toEqual({ price, from: false });
  expect(tapped(dish)).toBe(price);
});

test("where something must be chosen, what is ticked beforehand makes it a price to start from", () => {
  const extras = group("extras", [option("egg", 150, { default: true })]);
  const sauce = group("sauce", [option("red"), option("green")], { min: 1, max: 1 });
  expect(startingPrice(product("dish", 500, [extras, sauce]))).toEqual({ price: 500, from: true });
  expect(startingPrice(product("dish", 500, [sauce]))).toEqual({ price: 500, from: false });
});

test("sections that sell nothing now stand last, each lot in the menu's order", () => {
  const section = (id: string, ...sold: boolean[]) => ({
    ...(menuOf().product_types[0] as ProductType),
    id,
    products: sold.map((available, place) => product(`${id}${place}`, 500, [], { available })),
  });
  const menu = [
    section("lunch", false, false),
    section("soups", false, true),
    section("night", false),
    section("beer", true),
  ];
  expect(closedLast(menu).map(({ id }) => id)).toEqual(["soups", "beer", "lunch", "night"]);
});

test("a starting price leaves sold-out answers aside", () => {
  const protein = group("protein", [option("paneer", 900, { available: false }), option("prawn", 1500)], {
    min: 1,
    max: 1,
  });
  expect(startingPrice(product("korma", 0, [protein])).price).toBe(1500);
});

test.each([
  [{ min: 1, max: 1 }, "choose.exactly", { n: 1 }],
  [{ min: 0, max: 3 }, "choose.up_to", { n: 3 }],
  [{ min: 2, max: null }, "choose.at_least", { n: 2 }],
  [{ min: 1, max: 3 }, "choose.between", { min: 1, n: 3 }],
  [{ min: 0, max: null }, "choose.any", {}],
])("the rule %j is said as %s", (bounds, key, values) => {
  expect(ruleWords(group("g", [], bounds))).toEqual({ key, values });
});

test("chosen names come in the menu's order, with how often", () => {
  const pizza = product("pizza", 900, [size, group("extra", [option("cheese", 100)], { max_per_option: 2 })]);
  expect(pickedNames(pizza, { cheese: 2, large: 1 })).toBe("large, 2 × cheese");
});
