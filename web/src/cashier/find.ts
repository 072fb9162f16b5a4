import type { Menu, Product, ProductType } from "../api/types";
import { everyName } from "../lib/everyName";
import { isSelling } from "../lib/menu";
import { search, type Wanted } from "../lib/plain";

/** Lower is better; null does not match. A number typed in full beats one begun, a name beats the middle of a name. */
function rank({ sku, ...product }: Product, wanted: Wanted): number | null {
  const name = everyName(product);
  if (wanted.is(sku)) return 0;
  if (wanted.begins(sku)) return 1;
  if (wanted.begins(name)) return 2;
  if (!wanted.isIn(name)) return null;
  return wanted.beginsWordOf(name) ? 3 : 4;
}

const byAvailable = (one: Product, other: Product): number => Number(other.available) - Number(one.available);

/** Products by number or name: what is sold now before what is not, the likeliest first; equals as the menu has them. */
export function findProducts(menu: Menu, text: string): Product[] {
  const wanted = search(text);
  if (wanted.isNothing) return [];
  return menu.product_types
    .flatMap((type) => type.products)
    .flatMap((product) => {
      const place = rank(product, wanted);
      return place === null ? [] : [{ product, place }];
    })
    .sort((one, other) => byAvailable(one.product, other.product) || one.place - other.place)
    .map(({ product }) => product);
}

/** The category shown: the chosen one while the menu still has it, else the first with something to sell. */
export function shownType(menu: Menu, chosenId: string | null): ProductType | null {
  const chosen = menu.product_types.find(({ id }) => id === chosenId);
  return chosen ?? menu.product_types.find(isSelling) ?? menu.product_types[0] ?? null;
}
