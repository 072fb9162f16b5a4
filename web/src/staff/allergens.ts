import { tOr } from "../lib/i18n";

/** What staff call an allergen; one that a house wrote down itself keeps its own word. */
export const allergenName = (allergen: string): string => tOr(`allergen.${allergen}`, "allergen.other", { allergen });
