import { expect, test } from "vitest";
import { ALLERGENS, allergensOf, careOf, concernOf, containedIn } from "./allergens";
import { group, menuOf, option, product } from "./samples";

const oat = option("oat milk", 30, { kind: "add" });
const cow = option("milk", 0, { allergens: ["milk"] });
const milk = group("milk", [cow, oat], { min: 1, max: 1 });
const bare = group("extras", [option("no nuts", 0, { kind: "remove", allergens: ["nuts"] })]);
const latte = product("latte", 400, [milk, bare], { allergens: ["soybeans"] });

test("what is written down is contained, what is not is unknown, and only a list without it is without", () => {
  expect(careOf(product("soup", 450, [], { allergens: ["milk"] }), ["milk"])).toBe("contains");
  expect(careOf(product("soup", 450), ["milk"])).toBe("unknown");
  expect(careOf(product("soup", 450, [], { allergens: ["eggs"] }), ["milk"])).toBe("without");
});

test("free of the fourteen is listed without any of them, and says nothing of what a house adds", () => {
  const salad = product("salad", 800, [], { allergens: ["none"] });
  expect(careOf(salad, ["milk", "nuts"])).toBe("without");
  expect(careOf(salad, ["milk", "kiwi"])).toBe("unknown");
  expect(concernOf(salad, {}, ["milk"])).toEqual({ contains: [], unlisted: [] });
  const dressing = group("dressing", [option("oil", 0, { allergens: ["none"] }), cow], { min: 1, max: 1 });
  const dressed = { ...salad, option_groups: [dressing] };
  expect(careOf(dressed, ["milk"])).toBe("without");
  expect(concernOf(dressed, { oil: 1 }, ["milk"])).toEqual({ contains: [], unlisted: [] });
  expect(concernOf(dressed, { oil: 1 }, ["kiwi"])).toEqual({ contains: [], unlisted: ["salad", "oil"] });
  expect(allergensOf(menuOf(salad))).toEqual(ALLERGENS);
});

test("an answer that is known to avoid it keeps the dish among those without", () => {
  const almond = option("almond milk", 30, { kind: "add", allergens: ["nuts"] });
  const asking = (...options: typeof milk.options) => ({ ...latte, option_groups: [{ ...milk, options }] });
  expect(careOf(asking(cow, almond), ["milk"])).toBe("without");
  expect(careOf(asking(cow, option("black", 0, { kind: "remove" })), ["milk"])).toBe("without");
  expect(careOf(asking(cow, oat), ["milk"])).toBe("unknown");
  expect(careOf(asking(cow, { ...almond, available: false }), ["milk"])).toBe("contains");
});

test("what a required question asks in turn counts with the answer that opens it", () => {
  const dips = (...codes: string[][]) =>
    group(
      "dip",
      codes.map((allergens, place) => option(`dip ${place}`, 0, { allergens })),
      { min: 1, max: 1 },
    );
  const served = (dip: ReturnType<typeof dips>) => {
    const fries = option("fries", 0, { allergens: ["gluten"], opens: dip });
    return product("duck", 1190, [group("side", [fries], { min: 1, max: 1 })], { allergens: ["soybeans"] });
  };
  expect(careOf(served(dips(["milk"], ["eggs"])), ["milk"])).toBe("without");
  expect(careOf(served(dips(["milk"], [])), ["milk"])).toBe("unknown");
  expect(careOf(served(dips(["milk"], ["milk", "eggs"])), ["milk"])).toBe("contains");
  expect(containedIn(served(dips(["milk"], ["milk", "eggs"])), ["milk"])).toEqual(["milk"]);
});

test("as many answers as are asked for have to avoid it", () => {
  const options = [["milk"], ["milk", "eggs"], ["nuts"]].map((allergens, place) =>
    option(`${place}`, 0, { allergens }),
  );
  const two = (more: Partial<typeof milk>) =>
    product("duo", 900, [group("two", options, { min: 2, max: 2, ...more })], { allergens: ["soybeans"] });
  expect(careOf(two({}), ["milk"])).toBe("contains");
  expect(containedIn(two({}), ["milk"])).toEqual(["milk"]);
  expect(careOf(two({ max_per_option: 2 }), ["milk"])).toBe("without");
  expect(careOf(two({}), ["nuts"])).toBe("without");
});

test("without an answer that avoids it a dish contains it", () => {
  const soldOut = { ...milk, options: [cow, { ...oat, available: false }] };
  expect(careOf({ ...latte, option_groups: [soldOut] }, ["milk"])).toBe("contains");
});

test("what no answer avoids is named like what is always in it", () => {
  expect(containedIn(latte, ["milk", "soybeans"])).toEqual(["soybeans"]);
  const onlyCow = { ...latte, option_groups: [{ ...milk, options: [cow] }] };
  expect(containedIn(onlyCow, ["milk", "eggs", "soybeans"])).toEqual(["milk", "soybeans"]);
});

test("a dish as it was chosen names what it contains and what nobody wrote down", () => {
  expect(concernOf(latte, { milk: 1 }, ["milk", "eggs"])).toEqual({ contains: ["milk"], unlisted: [] });
  expect(concernOf(latte, { "oat milk": 1 }, ["milk"])).toEqual({ contains: [], unlisted: ["oat milk"] });
  expect(concernOf(product("soup", 450), {}, ["milk"])).toEqual({ contains: [], unlisted: ["soup"] });
});

test("leaving something out adds nothing", () => {
  expect(concernOf(latte, { milk: 1, "no nuts": 1 }, ["nuts"])).toEqual({ contains: [], unlisted: [] });
});

test("the fourteen are always offered, and what else the menu names", () => {
  expect(allergensOf(null)).toEqual(ALLERGENS);
  expect(allergensOf(menuOf(product("soup", 450, [], { allergens: ["milk", "kiwi"] })))).toEqual([
    ...ALLERGENS,
    "kiwi",
  ]);
  expect(ALLERGENS).toHaveLength(14);
});
