import type { Menu, Product } from "../api/types";
import { plain } from "../lib/plain";
import { findProducts } from "./find";

/** As many as are shown; what is looked for stands among the first. */
export const MOST_FOUND = 60;

export const found = (menu: Menu, text: string): Product[] => findProducts(menu, text).slice(0, MOST_FOUND);

/** Which of what was found Enter takes: the one with exactly that number, sold or not, else the first. */
export function aimedAt(products: readonly Product[], text: string): number {
  const exact = products.findIndex(({ sku }) => sku && plain(sku) === plain(text));
  return Math.max(0, exact);
}
