import type { Product, ProductType } from "../api/types";
import { type Care, careOf, containedIn } from "../lib/allergens";
import { t } from "../lib/i18n";
import type { StateTone } from "../ui/State";
import { allergenNames } from "./allergenNames";
import { allergies, shown } from "./care";

const careFor = (product: Product): Care => careOf(product, allergies.value);

/** The sections with the dishes of the chosen group; all of them while nobody has named an allergy. */
export function dishesShown(types: readonly ProductType[]): readonly ProductType[] {
  if (!allergies.value.length || shown.value === "all") return types;
  return types
    .map((type) => ({ ...type, products: type.products.filter((product) => careFor(product) === shown.value) }))
    .filter((type) => type.products.length > 0);
}

/** How many dishes there are in each group. */
export function countCare(types: readonly ProductType[]): Record<Care | "all", number> {
  const counts = { all: 0, contains: 0, unknown: 0, without: 0 };
  for (const product of types.flatMap((type) => type.products)) {
    counts.all++;
    counts[careFor(product)]++;
  }
  return counts;
}

const TONES: Record<Care, StateTone> = { contains: "allergy", unknown: "waiting", without: "calm" };

/** What a card says: what is in it, that nobody wrote it down, or that it is listed without. */
export function markWords(product: Product): { tone: StateTone; word: string } {
  const care = careFor(product);
  const list = allergenNames(care === "contains" ? containedIn(product, allergies.value) : allergies.value);
  return { tone: TONES[care], word: t(`care.mark.${care}`, { list }) };
}
