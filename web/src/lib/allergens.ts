import type { Menu, Option, OptionGroup, Product } from "../api/types";
import { askedGroups, type Picks, timesPicked } from "./menu";

/** The fourteen of the EU (Regulation 1169/2011, annex II), in its order. A house may write down more. */
export const ALLERGENS: readonly string[] = [
  "gluten",
  "crustaceans",
  "eggs",
  "fish",
  "peanuts",
  "soybeans",
  "milk",
  "nuts",
  "celery",
  "mustard",
  "sesame",
  "sulphites",
  "lupin",
  "molluscs",
];

/** Alone in a list: somebody says that it contains none of the fourteen. */
export const NONE_OF_THEM = "none";

/** What is written down as being in it; empty where nothing is, for either reason. */
export const namedIn = (codes: readonly string[]): string[] => codes.filter((code) => code !== NONE_OF_THEM);
export const isFree = (codes: readonly string[]): boolean => codes.includes(NONE_OF_THEM);

/** What the menu says about a dish for somebody with these allergies. Nothing written down is never "without". */
export type Care = "contains" | "unknown" | "without";

export function careOf(product: Product, allergies: readonly string[]): Care {
  return worst([careOfCodes(product.allergens, allergies), ...careOfQuestions(product.option_groups, allergies)]);
}

/** Of the dish as it stands on the menu: what it always has, or what no answer to a required question avoids. */
export function containedIn(product: Product, allergies: readonly string[]): string[] {
  const asked = product.option_groups.filter((group) => careOfQuestion(group, allergies) === "contains");
  const codes = [...product.allergens, ...asked.flatMap(everyCode)];
  return allergies.filter((allergy) => codes.includes(allergy));
}

const BY_WEIGHT: readonly Care[] = ["contains", "unknown", "without"];
const worst = (found: readonly Care[]): Care => BY_WEIGHT.find((care) => found.includes(care)) ?? "without";

function careOfCodes(codes: readonly string[], allergies: readonly string[]): Care {
  if (codes.some((code) => allergies.includes(code))) return "contains";
  return isListed(codes, allergies) ? "without" : "unknown";
}

/** Free of the fourteen says nothing about what a house writes down beside them. */
const isListed = (codes: readonly string[], allergies: readonly string[]): boolean =>
  isFree(codes) ? allergies.every((code) => ALLERGENS.includes(code)) : codes.length > 0;

const careOfQuestions = (groups: readonly OptionGroup[], allergies: readonly string[]): Care[] =>
  groups.map((group) => careOfQuestion(group, allergies));

/** The best that can be answered: a question may be left out, or has to be answered `min` times. */
function careOfQuestion({ min, max_per_option, options }: OptionGroup, allergies: readonly string[]): Care {
  const answers = options.filter(({ available }) => available).map((option) => careOfAnswer(option, allergies));
  const enough = (...fine: Care[]) => answers.filter((care) => fine.includes(care)).length * max_per_option >= min;
  if (enough("without")) return "without";
  return enough("without", "unknown") ? "unknown" : "contains";
}

/** Of an answer with what it asks in turn; leaving something out adds nothing. */
function careOfAnswer({ kind, allergens, opens }: Option, allergies: readonly string[]): Care {
  const own = kind === "remove" ? "without" : careOfCodes(allergens, allergies);
  return worst([own, ...careOfQuestions(opens ? [opens] : [], allergies)]);
}

function everyCode({ options }: OptionGroup): string[] {
  const sold = options.filter(({ available }) => available);
  return sold.flatMap(({ allergens, opens }) => [...allergens, ...(opens ? everyCode(opens) : [])]);
}

/** A dish as it was put together: which of the allergies it has, and for which of its parts nothing is written down. */
export type Concern = { contains: string[]; unlisted: string[] };

export function concernOf(product: Product, picks: Picks, allergies: readonly string[]): Concern {
  const added = addedTo(product, picks);
  const codes = [...product.allergens, ...added.flatMap((option) => option.allergens)];
  const silent = added.filter((option) => !isListed(option.allergens, allergies)).map((option) => option.name);
  return {
    contains: allergies.filter((allergy) => codes.includes(allergy)),
    unlisted: isListed(product.allergens, allergies) ? silent : [product.name, ...silent],
  };
}

/** What was chosen with it; leaving something out adds nothing, and takes nothing away for certain. */
function addedTo(product: Product, picks: Picks): Option[] {
  const options = askedGroups(product, picks).flatMap((group) => group.options);
  return options.filter((option) => option.kind !== "remove" && timesPicked(picks, option) > 0);
}

/** The fourteen, and what else this menu names. */
export function allergensOf(menu: Menu | null): string[] {
  const products = menu?.product_types.flatMap((type) => type.products) ?? [];
  return [...new Set([...ALLERGENS, ...products.flatMap((product) => namedIn(product.allergens))])];
}
