import type { Product } from "../api/types";
import type { CartLine, Products } from "../lib/cart";
import type { CartChange } from "../lib/following";
import { unanswered } from "../lib/menu";

/** What the menu did to a line since it was tapped: its price then, in minor units, and answers that are gone. */
export type LineNews = { before: number | null; lost: readonly string[] };
export type News = Readonly<Record<string, LineNews>>;

const NOTHING: LineNews = { before: null, lost: [] };

/** The news with what has just changed; a price that is back where it was is no news. */
export function tellChanges(news: News, changes: readonly CartChange[]): News {
  const told = new Map(Object.entries(news));
  for (const change of changes) {
    const known = told.get(change.line.id) ?? NOTHING;
    if (change.because === "price_moved") {
      const first = known.before ?? change.line.unit;
      told.set(change.line.id, { ...known, before: first === change.unit ? null : first });
    } else if ("option" in change) told.set(change.line.id, { ...known, lost: [...known.lost, change.option] });
  }
  return Object.fromEntries(told);
}

export function withoutNews(news: News, lines: readonly CartLine[]): News {
  const gone = new Set(lines.map(({ id }) => id));
  return Object.fromEntries(Object.entries(news).filter(([id]) => !gone.has(id)));
}

/** Why a line cannot be sent as it is; known before anybody presses Send. */
export type Trouble = { because: "gone" } | { because: "unanswered"; group: string } | { because: "left"; n: number };

/** How many more portions of the dish the round can take. */
export function roomFor(product: Product | undefined, lines: readonly CartLine[]): number {
  if (!product?.available) return 0;
  if (product.remaining === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, product.remaining - portionsOf(product.id, lines));
}

const portionsOf = (productId: string, lines: readonly CartLine[]): number =>
  lines.filter(({ product_id }) => product_id === productId).reduce((sum, { quantity }) => sum + quantity, 0);

export function troubleOf(line: CartLine, lines: readonly CartLine[], products: Products): Trouble | null {
  const product = products.get(line.product_id);
  if (!product?.available) return { because: "gone" };
  const missing = unanswered(product, line.picks)[0];
  if (missing) return { because: "unanswered", group: missing.name };
  const wanted = portionsOf(product.id, lines);
  return product.remaining !== null && wanted > product.remaining ? { because: "left", n: product.remaining } : null;
}
