import { isolate } from "./i18n";
import { plain } from "./plain";

/** What a menu, or a list made of one, must know of a dish to tell it from its namesakes. */
export type NamedDish = {
  id: string;
  name: string;
  sku?: string | null;
  description?: string | null;
  description_lang?: string;
};
export type NamedSection = { name: string; lang?: string; products: readonly NamedDish[] };

/** What is said beside a name that other dishes have too: the number, else words of the description, else the section. */
export type Distinction = { by: "number" | "words" | "section"; text: string; lang?: string };
export type Distinctions = ReadonlyMap<string, Distinction>;

type Place = { dish: NamedDish; section: NamedSection };

const NOBODY: Distinctions = new Map();
const known = new WeakMap<object, Distinctions>();

/**
 * What tells dishes with the same name apart, by the dish's id; a dish whose name is its own is not in it. Names that
 * differ in case, accents or hyphens alone count as the same. Reckoned once per list of sections.
 */
export function distinctions(sections: readonly NamedSection[] | null | undefined): Distinctions {
  if (!sections) return NOBODY;
  const found = known.get(sections) ?? reckon(sections);
  known.set(sections, found);
  return found;
}

/** "Fried rice · 271": the name with what distinguishes it, if anything does; for one line of text. */
export function nameInFull(name: string, distinction: Distinction | undefined): string {
  return distinction ? `${isolate(name)} · ${isolate(distinction.text)}` : name;
}

function reckon(sections: readonly NamedSection[]): Distinctions {
  const namesakes = new Map<string, Place[]>();
  for (const section of sections)
    for (const dish of section.products) {
      const key = plain(dish.name);
      namesakes.set(key, [...(namesakes.get(key) ?? []), { dish, section }]);
    }
  const told = new Map<string, Distinction>();
  for (const places of namesakes.values())
    for (const place of places) {
      const said = places.length > 1 && tellApart(place, places);
      if (said) told.set(place.dish.id, said);
    }
  return told;
}

function tellApart(place: Place, places: readonly Place[]): Distinction | null {
  const { dish, section } = place;
  const others = places.filter((other) => other !== place);
  const isOwn = (text: string, of: (other: Place) => string | null | undefined) =>
    text && others.every((other) => plain(of(other) ?? "") !== plain(text));
  if (dish.sku && isOwn(dish.sku, (other) => other.dish.sku)) return { by: "number", text: dish.sku };
  const description = dish.description?.trim() ?? "";
  if (isOwn(description, (other) => other.dish.description)) {
    const text = firstWords(
      description,
      others.map((other) => other.dish.description ?? ""),
    );
    return { by: "words", text, ...(dish.description_lang && { lang: dish.description_lang }) };
  }
  if (!isOwn(section.name, (other) => other.section.name)) return null;
  return { by: "section", text: section.name, ...(section.lang && { lang: section.lang }) };
}

const FEWEST_WORDS = 3;
const MOST_LETTERS = 40;
const ENDING = /[,;:.]$/;

/** As many words as no other description begins with; where that is long, the last of them. */
function firstWords(description: string, others: readonly string[]): string {
  const words = description.split(/\s+/);
  const begins = others.map((other) => plain(other).split(/\s+/));
  const same = begins.map((other) => commonWords(words, other));
  const needed = Math.max(FEWEST_WORDS, ...same.map((count) => count + 1));
  const said = (from: number) => words.slice(from, needed).join(" ").replace(ENDING, "");
  const text = said(0);
  if (text.length > MOST_LETTERS) return `… ${said(Math.max(0, needed - FEWEST_WORDS))}`;
  return needed < words.length ? `${text} …` : text;
}

function commonWords(words: readonly string[], other: readonly string[]): number {
  const differs = words.findIndex((word, place) => plain(word) !== other[place]);
  return differs < 0 ? words.length : differs;
}
