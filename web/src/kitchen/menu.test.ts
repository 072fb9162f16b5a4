import { expect, test } from "vitest";
import { menuOf, product } from "../lib/samples";
import { productsFound } from "./menu";

const NAMES = { name: { ar: "سلطة آسيوية", en: "Asian salad" } };
const card = menuOf(
  product("21", 500, [], { name: "Gemischter Salat", translations: NAMES }),
  product("22", 500, [], { name: "Süß-saure Suppe" }),
);
const found = (text: string): string[] => productsFound(card, text).map(({ name }) => name);

test.each([
  ["salat", ["Gemischter Salat"]],
  ["asian", ["Gemischter Salat"]],
  ["آسيوية", ["Gemischter Salat"]],
  ["suss suppe", ["Süß-saure Suppe"]],
  ["22", ["Süß-saure Suppe"]],
  ["٢٢", ["Süß-saure Suppe"]],
  ["suess", ["Süß-saure Suppe"]],
  ["اسيويه", ["Gemischter Salat"]],
  ["pizza", []],
])("whoever types %s finds the dish by any of its names", (text, names) => {
  expect(found(text)).toEqual(names);
});
