import type { Product, WantedLine } from "../api/types";
import { makeKey } from "./key";
import { type Picks, pick, unanswered, unitPrice, wantedOptions } from "./menu";

/** A line not sent yet. `name` and `unit` are what was shown when it was added. */
export type CartLine = {
  id: string;
  product_id: string;
  name: string;
  picks: Picks;
  quantity: number;
  note: string;
  unit: number;
};

/** What a menu change did to a line; the guest is told, the rest of the cart stays. */
export type CartChange =
  | { because: "product_gone"; line: CartLine }
  | { because: "option_gone"; line: CartLine; option: string }
  | { because: "price_moved"; line: CartLine; unit: number };

type Products = ReadonlyMap<string, Product>;

export const MOST_OF_ONE = 50;
export const MOST_LINES = 60;

const sameDish = (a: CartLine, b: CartLine): boolean =>
  a.product_id === b.product_id && a.note === b.note && samePicks(a.picks, b.picks);

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

/** Carry a cart over to a changed menu: prices follow, options that left are dropped, nothing else is touched. */
export function followMenu(
  lines: readonly CartLine[],
  before: Products,
  now: Products,
): { lines: CartLine[]; changes: CartChange[] } {
  const changes: CartChange[] = [];
  const kept = lines.map((line) => {
    const product = now.get(line.product_id);
    if (!product?.available) {
      if (before.get(line.product_id)?.available) changes.push({ because: "product_gone", line });
      return line;
    }
    return followProduct(line, before.get(line.product_id) ?? product, product, changes);
  });
  return { lines: kept, changes };
}

function followProduct(line: CartLine, before: Product, now: Product, changes: CartChange[]): CartLine {
  const picks = livingPicks(now, line.picks);
  const gone = lostNames(before, line.picks, picks);
  for (const option of gone) changes.push({ because: "option_gone", line, option });
  const unit = unitPrice(now, picks);
  if (!gone.length && unit !== line.unit) changes.push({ because: "price_moved", line, unit });
  return { ...line, name: now.name, picks, unit };
}

/** The picks that can still be ordered. */
export function livingPicks(product: Product, picks: Picks): Picks {
  let living: Picks = {};
  for (const group of product.option_groups)
    for (const { id } of group.options) living = pick(group, living, id, picks[id] ?? 0);
  return living;
}

/** Names of what was picked and is not any more, as the menu called it when it was chosen. */
export function lostNames(before: Product, picks: Picks, living: Picks): string[] {
  const options = before.option_groups.flatMap((group) => group.options);
  return options.filter(({ id }) => picks[id] && !living[id]).map(({ name }) => name);
}

/** The lines as the server wants them: ids and quantities, never a price. */
export function wantedLines(lines: readonly CartLine[]): WantedLine[] {
  return lines.map(({ product_id, quantity, note, picks }) => ({
    product_id,
    quantity,
    ...(note.trim() && { note: note.trim() }),
    options: wantedOptions(picks),
  }));
}
