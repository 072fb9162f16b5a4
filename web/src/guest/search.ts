import type { Product, ProductType } from "../api/types";
import { everyName } from "../lib/everyName";

/** "Röllchen" is found by "rollchen": guests do not type accents. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function matches(product: Product, section: string, words: readonly string[]): boolean {
  const text = plain(
    `${product.sku ?? ""} ${everyName(product)} ${product.description ?? ""} ${section} ${product.tags.join(" ")}`,
  );
  return words.every((word) => text.includes(word));
}

/** The sections that hold a dish with all these words; all of them without words. */
export function findDishes(types: readonly ProductType[], wanted: string): readonly ProductType[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  if (!words.length) return types;
  return types
    .map((type) => ({ ...type, products: type.products.filter((product) => matches(product, type.name, words)) }))
    .filter((type) => type.products.length > 0);
}
