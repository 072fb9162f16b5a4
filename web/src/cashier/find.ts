import type { Menu, Product, ProductType } from "../api/types";
import { everyName } from "../lib/everyName";
import { plain } from "../lib/plain";

/** Lower is better; null does not match. A number typed in full beats one begun, a name beats the middle of a name. */
function rank(product: Product, wanted: string): number | null {
  const sku = plain(product.sku ?? "");
  const name = plain(everyName(product));
  if (sku === wanted) return 0;
  if (sku.startsWith(wanted)) return 1;
  if (name.startsWith(wanted)) return 2;
  const words = wanted.split(/[\s-]+/);
  if (!words.every((word) => name.includes(word))) return null;
  return name.split(/[\s-]+/).some((word) => word.startsWith(words[0] ?? "")) ? 3 : 4;
}

/** Products by number or name, the likeliest first; equals stay in the menu's order. */
export function findProducts(menu: Menu, text: string): Product[] {
  const wanted = plain(text);
  if (!wanted) return [];
  return menu.product_types
    .flatMap((type) => type.products)
    .flatMap((product) => {
      const place = rank(product, wanted);
      return place === null ? [] : [{ product, place }];
    })
    .sort((one, other) => one.place - other.place)
    .map(({ product }) => product);
}

/** The category shown: the chosen one while the menu still has it, else the first with something to sell. */
export function shownType(menu: Menu, chosenId: string | null): ProductType | null {
  const chosen = menu.product_types.find(({ id }) => id === chosenId);
  return chosen ?? menu.product_types.find(isSelling) ?? menu.product_types[0] ?? null;
}

export const isSelling = (type: ProductType): boolean => type.products.some(({ available }) => available);
