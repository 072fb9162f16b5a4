import { expect, test } from "vitest";
import ar from "../../locales/ar/names.json";
import de from "../../locales/de/names.json";
import en from "../../locales/en/names.json";
import { givenName } from "./given";
import { speak } from "./i18n";

const NAMES = Object.keys(en).map((key) => key.slice(6));

test.each([
  ["en", en],
  ["de", de],
  ["ar", ar],
])("every given name has its own word in %s", (tag, words) => {
  speak(tag, words);
  expect(Object.keys(words)).toEqual(NAMES.map((name) => `given.${name}`));
  expect(new Set(NAMES.map(givenName)).size).toBe(NAMES.length);
});

test("a second lap keeps its number, and what is nobody's given name stays", () => {
  speak("de", de);
  expect(givenName("Basil")).toBe("Basilikum");
  expect(givenName("Tomato 2")).toBe("Tomate 2");
  expect(givenName("Anna Berg")).toBe("Anna Berg");
  expect(givenName("")).toBe("");
});
