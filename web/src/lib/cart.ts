import type { Product } from "../api/types";
import { makeKey } from "./key";
import { type Picks, unanswered } from "./menu";

/** A line not sent yet. `name` and `unit` are what was shown when it was added. */
export type CartLine = {
  id: string;
  product_id: string;
  name: string;
  picks: Picks;
  quantity: number;
  note: string;
  unit: number;
  /** What whoever eats it must not have, where it is said of the single dish. */
  allergies?: readonly string[];
};

export type Products = ReadonlyMap<string, Product>;

export const MOST_OF_ONE = 50;
export const MOST_LINES = 60;

const sameDish = (a: CartLine, b: CartLine): boolean =>
  a.product_id === b.product_id &&
  a.note === b.note &&
  samePicks(a.picks, b.picks) &&
  [...(a.allergies ?? [])].sort().join() === [...(b.allergies ?? [])].sort().join();

function samePicks(one: Picks, other: Picks): boolean {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id) => one[id] === other[id]);
}

/** The cart with a line more, or with more of the line that is the same dish. */
export function addLine(lines: readonly CartLine[], added: Omit<CartLine, "id">): CartLine[] {
  const line: CartLine = { ...added, id: makeKey() };
  const twin = lines.find((known) => sameDish(known, line) && known.quantity + line.quantity <= MOST_OF_ONE);
  if (!twin) return [...lines, line];
  return changeQuantity(lines, twin.id, twin.quantity + line.quantity);
}

/** Quantity 0 takes the line out. */
export function changeQuantity(lines: readonly CartLine[], id: string, quantity: number): CartLine[] {
  const next = lines.map((line) => (line.id === id ? { ...line, quantity: Math.min(quantity, MOST_OF_ONE) } : line));
  return next.filter((line) => line.quantity > 0);
}

export const countItems = (lines: readonly CartLine[]): number => lines.reduce((sum, line) => sum + line.quantity, 0);

/** Preview in minor units; lines that cannot be ordered any more cost nothing. */
export function cartTotal(lines: readonly CartLine[], products: Products): number {
  return lines.filter((line) => canOrder(line, products)).reduce((sum, line) => sum + line.unit * line.quantity, 0);
}

/** True when the dish is on sale and every question of it is answered. */
export function canOrder(line: CartLine, products: Products): boolean {
  const product = products.get(line.product_id);
  return product?.available === true && unanswered(product, line.picks).length === 0;
}
