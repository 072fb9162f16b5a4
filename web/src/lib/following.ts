import type { Product, WantedLine } from "../api/types";
import type { CartLine, Products } from "./cart";
import { type Picks, pick, unitPrice } from "./menu";

/** What a menu change did to a line; the guest is told, the rest of the cart stays. */
export type CartChange =
  | { because: "product_gone"; line: CartLine }
  | { because: "option_gone"; line: CartLine; option: string }
  | { because: "price_moved"; line: CartLine; unit: number };

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

/** The wire's options of a line. */
function wantedOptions(picks: Picks): { option_id: string; quantity?: number }[] {
  return Object.entries(picks).map(([option_id, quantity]) => (quantity > 1 ? { option_id, quantity } : { option_id }));
}
