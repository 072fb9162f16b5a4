import type { Menu, Product } from "../api/types";
import { plain } from "../lib/plain";

const MOST_FOUND = 20;

const productsOf = (menu: Menu): Product[] => menu.product_types.flatMap(({ products }) => products);

/** What somebody took off, not what is out of its hours. */
export const productsOff = (menu: Menu): Product[] =>
  productsOf(menu).filter(
    ({ unavailable_because }) => unavailable_because === "switched_off" || unavailable_because === "sold_out",
  );

/** Dishes whose name has every word in it, or whose number it is. */
export function dishesFound(menu: Menu, text: string): { id: string; name: string }[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return productsOf(menu)
    .filter(({ name, sku }) => sku === text || words.every((word) => plain(name).includes(word)))
    .slice(0, MOST_FOUND)
    .map(({ id, name }) => ({ id, name }));
}
