import { expect, test } from "vitest";
import { menuOf, product } from "./samples";
import { inLanguage } from "./translated";

/** A German house's dish as its reader finds it, with what somebody put into Arabic of it. */
function told(...fields: string[]) {
  const texts: Record<string, string> = { name: "حساء", description: "ساخن" };
  const translations = Object.fromEntries(fields.map((field) => [field, { ar: texts[field] ?? "" }]));
  const soup = product("soup", 450, [], { name: "Suppe", description: "heiß", translations });
  const menu = inLanguage({ ...menuOf(soup), language: "de" }, "ar");
  const { name, lang, description, description_lang } = menu.product_types[0]?.products[0] ?? soup;
  return [name, lang, description, description_lang];
}

test("name and description each say which language they are in", () => {
  expect(told("name", "description")).toEqual(["حساء", "ar", "ساخن", "ar"]);
  expect(told("name")).toEqual(["حساء", "ar", "heiß", "de"]);
  expect(told("description")).toEqual(["Suppe", "de", "ساخن", "ar"]);
  expect(told()).toEqual(["Suppe", "de", "heiß", "de"]);
});

test("a menu in its reader's own language needs no word about it", () => {
  const menu = menuOf(product("soup", 450));
  expect(inLanguage(menu, "en")).toBe(menu);
});
