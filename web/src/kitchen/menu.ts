import type { Menu, Product } from "../api/types";
import { everyName } from "../lib/everyName";
import { search } from "../lib/plain";

const MOST_FOUND = 20;

const productsOf = (menu: Menu): Product[] => menu.product_types.flatMap(({ products }) => products);

/** What somebody took off, not what is out of its hours. */
export const productsOff = (menu: Menu): Product[] =>
  productsOf(menu).filter(
    ({ unavailable_because }) => unavailable_because === "switched_off" || unavailable_because === "sold_out",
  );

/** Dishes whose names, in whatever language, have every word in them, or whose number it is; those on sale first. */
export function productsFound(menu: Menu, text: string): Product[] {
  const wanted = search(text);
  return productsOf(menu)
    .filter((product) => wanted.is(product.sku) || wanted.isIn(everyName(product)))
    .sort((one, other) => Number(other.available) - Number(one.available))
    .slice(0, MOST_FOUND);
}
