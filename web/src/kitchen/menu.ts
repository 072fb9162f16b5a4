import type { Menu, Product } from "../api/types";
import { everyName } from "../lib/everyName";
import { plain } from "../lib/plain";

const MOST_FOUND = 20;

const productsOf = (menu: Menu): Product[] => menu.product_types.flatMap(({ products }) => products);

/** What somebody took off, not what is out of its hours. */
export const productsOff = (menu: Menu): Product[] =>
  productsOf(menu).filter(
    ({ unavailable_because }) => unavailable_because === "switched_off" || unavailable_because === "sold_out",
  );

/** Dishes of whose names, in whatever language, one has every word in it, or whose number it is. */
export function productsFound(menu: Menu, text: string): Product[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return productsOf(menu)
    .filter((product) => product.sku === text || words.every((word) => plain(everyName(product)).includes(word)))
    .slice(0, MOST_FOUND);
}
