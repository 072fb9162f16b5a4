import type { Product, ProductType } from "../api/types";
import { everyName } from "../lib/everyName";
import { search, type Wanted } from "../lib/plain";

function matches(product: Product, section: string, wanted: Wanted): boolean {
  const { sku, description, tags } = product;
  return wanted.isIn([sku, everyName(product), description, section, ...tags].join(" "));
}

/**
 * The sections that hold a dish with all these words, and of them first the dishes that are sold now: a section that
 * has both kinds comes twice. All sections as they are without words.
 */
export function findDishes(types: readonly ProductType[], typed: string): readonly ProductType[] {
  const wanted = search(typed);
  if (wanted.isNothing) return types;
  const found = types.map((type) => ({
    ...type,
    products: type.products.filter((product) => matches(product, everyName(type), wanted)),
  }));
  const later = keep(found, false).map((type) => ({ ...type, id: `${type.id}-later` }));
  return [...keep(found, true), ...later];
}

const keep = (types: readonly ProductType[], sold: boolean): ProductType[] =>
  types
    .map((type) => ({ ...type, products: type.products.filter(({ available }) => available === sold) }))
    .filter(({ products }) => products.length > 0);
