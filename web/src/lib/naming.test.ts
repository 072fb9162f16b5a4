import { expect, test } from "vitest";
import { speak } from "./i18n";
import { distinctions, type NamedDish, nameInFull } from "./naming";

speak("en");

const dish = (id: string, name: string, more: Partial<NamedDish> = {}): NamedDish => ({ id, name, sku: "", ...more });
const inOne = (...products: NamedDish[]) => [{ name: "Lunch", products }];
const texts = (sections: Parameters<typeof distinctions>[0]) =>
  Object.fromEntries([...distinctions(sections)].map(([id, { text }]) => [id, text]));

test("dishes with the same name are told apart by their numbers", () => {
  const menu = inOne(
    dish("a", "Fried rice", { sku: "M9" }),
    dish("b", "Fried rice", { sku: "271" }),
    dish("c", "Tofu"),
  );
  expect(texts(menu)).toEqual({ a: "M9", b: "271" });
  expect(distinctions(menu).get("a")).toEqual({ by: "number", text: "M9" });
});

test("names that look alike are the same name", () => {
  expect(texts(inOne(dish("a", "Thai-Curry", { sku: "1" }), dish("b", "thai curry", { sku: "2" })))).toEqual({
    a: "1",
    b: "2",
  });
});

test("without numbers it is as many words of the description as it takes", () => {
  const menu = inOne(
    dish("a", "Fried rice", { description: "with vegetables" }),
    dish("b", "Fried rice", { description: "with vegetables and chicken, from our own farm" }),
    dish("c", "Fried rice", { description: "with vegetables and beef" }),
  );
  expect(texts(menu)).toEqual({
    a: "with vegetables",
    b: "with vegetables and chicken …",
    c: "with vegetables and beef",
  });
});

test("of a long description the words around the first difference are said", () => {
  const long = "6 nigiri: 2 tuna, 2 salmon, 1 prawn, 1 salmon roe and 12 rolls:";
  const menu = inOne(
    dish("a", "Rolls", { description: `${long} 6 cucumber` }),
    dish("b", "Rolls", { description: `${long} 6 avocado` }),
  );
  expect(texts(menu)).toEqual({ a: "… rolls: 6 cucumber", b: "… rolls: 6 avocado" });
});

test("a number two dishes share, or only one has, distinguishes where it can", () => {
  const menu = inOne(
    dish("a", "Soup", { sku: "7", description: "hot" }),
    dish("b", "Soup", { sku: "7", description: "cold" }),
    dish("c", "Pie", { sku: "8" }),
    dish("d", "Pie", { description: "with apple" }),
  );
  expect(texts(menu)).toEqual({ a: "hot", b: "cold", c: "8", d: "with apple" });
});

test("with nothing else it is the section", () => {
  const sections = [
    { name: "Lunch", products: [dish("a", "Soup")] },
    { name: "Dinner", products: [dish("b", "Soup")] },
  ];
  expect(texts(sections)).toEqual({ a: "Lunch", b: "Dinner" });
});

test("what nothing distinguishes, and what needs no distinction, gets no word", () => {
  expect(texts(inOne(dish("a", "Soup"), dish("b", "Soup"), dish("c", "Rice", { sku: "3" })))).toEqual({});
  expect(texts(null)).toEqual({});
});

test("a line of text has the name and what distinguishes it", () => {
  expect(nameInFull("Fried rice", { by: "number", text: "M9" })).toBe("Fried rice · M9");
  expect(nameInFull("Tofu", undefined)).toBe("Tofu");
});
