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

/** What the menu says about a dish for somebody with these allergies. Nothing written down is never "without". */
export type Care = "contains" | "unknown" | "without";

const shared = (codes: readonly string[], allergies: readonly string[]) =>
  codes.filter((code) => allergies.includes(code));

export function careOf(product: Product, allergies: readonly string[]): Care {
  if (containedIn(product, allergies).length) return "contains";
  const known = product.option_groups.every((group) => knownToAvoid(group, allergies));
  return product.allergens.length && known ? "without" : "unknown";
}

/** A question that must be answered leaves a way for which something is written down, and none of these allergies. */
function knownToAvoid({ min, options }: OptionGroup, allergies: readonly string[]): boolean {
  if (min === 0) return true;
  return options.some(({ available, kind, allergens }) => {
    const avoids = allergens.length > 0 && !shared(allergens, allergies).length;
    return available && (kind === "remove" || avoids);
  });
}

/** Of the dish as it stands on the menu: what it always has, or what no answer to a required question avoids. */
export function containedIn(product: Product, allergies: readonly string[]): string[] {
  const codes = [...product.allergens, ...product.option_groups.flatMap((group) => unavoidable(group, allergies))];
  return allergies.filter((allergy) => codes.includes(allergy));
}

function unavoidable({ min, options }: OptionGroup, allergies: readonly string[]): string[] {
  const sold = options.filter(({ available }) => available).map(({ allergens }) => shared(allergens, allergies));
  return min > 0 && sold.every((codes) => codes.length > 0) ? sold.flat() : [];
}

/** A dish as it was put together: which of the allergies it has, and for which of its parts nothing is written down. */
export type Concern = { contains: string[]; unlisted: string[] };

export function concernOf(product: Product, picks: Picks, allergies: readonly string[]): Concern {
  const added = addedTo(product, picks);
  const codes = [...product.allergens, ...added.flatMap((option) => option.allergens)];
  const silent = added.filter((option) => !option.allergens.length).map((option) => option.name);
  return {
    contains: allergies.filter((allergy) => codes.includes(allergy)),
    unlisted: product.allergens.length ? silent : [product.name, ...silent],
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
  return [...new Set([...ALLERGENS, ...products.flatMap((product) => product.allergens)])];
}
