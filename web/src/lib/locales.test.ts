import { describe, expect, test } from "vitest";
import type { Dictionary } from "./i18n";

const files = import.meta.glob<Dictionary>("../../locales/*/*.json", { eager: true, import: "default" });
const languages = new Map<string, Map<string, Dictionary>>();
for (const [path, dictionary] of Object.entries(files)) {
  const [tag = "", file = ""] = path.split("/").slice(-2);
  languages.set(tag, (languages.get(tag) ?? new Map()).set(file, dictionary));
}
const english = languages.get("en") ?? new Map<string, Dictionary>();

const forms = (text: Dictionary[string]) => (typeof text === "string" ? [text] : Object.values(text));
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
const all = (text: Dictionary[string]) => [...new Set(forms(text).flatMap(placeholders))].sort();

/** What is wrong with a text beside the English one, in a word, or nothing. */
function fault(tag: string, text: Dictionary[string] | undefined, model: Dictionary[string]): string | null {
  if (text === undefined) return "missing";
  if (forms(text).some((form) => form.trim() === "")) return "empty";
  if (typeof text === "string" && typeof model !== "string") return "has no plural forms";
  if (`${all(text)}` !== `${all(model)}`) return `has ${all(text)} for ${all(model)}`;
  if (typeof text === "string") return null;
  const needed = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  return `${Object.keys(text).sort()}` === `${[...needed].sort()}` ? null : `has the forms ${Object.keys(text)}`;
}

describe.each([...languages.keys()])("the texts in %s", (tag) => {
  const own = languages.get(tag) ?? new Map<string, Dictionary>();

  test("come in the same files as the English ones", () => {
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test.each([...english.keys()])("of %s are complete, with all their values and plural forms", (file) => {
    const [model = {}, texts = {}] = [english.get(file), own.get(file)];
    const faults = Object.entries(model).map(([key, text]) => [key, fault(tag, texts[key], text)]);
    expect(faults.filter(([, what]) => what)).toEqual([]);
    expect(Object.keys(texts).filter((key) => !(key in model))).toEqual([]);
  });
});
