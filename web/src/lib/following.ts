import type { Product, WantedLine } from "../api/types";
import type { CartLine, Products } from "./cart";
import { askedGroups, type Picks, pick, unitPrice } from "./menu";

/** What a menu change did to a line; the guest is told, the rest of the cart stays. `unit` is the new price. */
export type CartChange =
  | { because: "product_gone" | "product_back"; line: CartLine; product: Product | undefined }
  | { because: "option_gone" | "option_left"; line: CartLine; option: string }
  | { because: "options_lost"; line: CartLine }
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
    const known = before.get(line.product_id);
    if (!product?.available) {
      if (known?.available) changes.push({ because: "product_gone", line, product });
      return line;
    }
    if (known && !known.available) changes.push({ because: "product_back", line, product });
    return followProduct(line, known ?? product, product, changes);
  });
  return { lines: kept, changes };
}

function followProduct(line: CartLine, before: Product, now: Product, changes: CartChange[]): CartLine {
  const picks = livingPicks(now, line.picks);
  const gone = lostOptions(before, line.picks, picks);
  const listed = new Set(askedGroups(now, line.picks).flatMap((group) => group.options.map(({ id }) => id)));
  for (const { id, name } of gone)
    changes.push({ because: listed.has(id) ? "option_gone" : "option_left", line, option: name });
  const lost = Object.keys(line.picks).filter((id) => !picks[id]);
  if (lost.length > gone.length) changes.push({ because: "options_lost", line });
  const unit = unitPrice(now, picks);
  if (!lost.length && unit !== line.unit) changes.push({ because: "price_moved", line, unit });
  return { ...line, name: now.name, picks, unit };
}

/** The picks that can still be ordered: of questions that are asked, within their bounds. */
export function livingPicks(product: Product, picks: Picks): Picks {
  let living: Picks = {};
  // An answer opens the next question, so that one comes after it, at most four deep.
  for (
    let known = 0, asked = askedGroups(product, living);
    known < asked.length;
    asked = askedGroups(product, living)
  ) {
    known = asked.length;
    for (const group of asked) for (const { id } of group.options) living = pick(group, living, id, picks[id] ?? 0);
  }
  return living;
}

type Lost = { id: string; name: string };

/** What was picked and is not any more, as the menu called it when it was chosen. */
function lostOptions(before: Product, picks: Picks, living: Picks): Lost[] {
  const options = askedGroups(before, picks).flatMap((group) => group.options);
  return options.filter(({ id }) => picks[id] && !living[id]);
}

export function lostNames(before: Product, picks: Picks, living: Picks): string[] {
  return lostOptions(before, picks, living).map(({ name }) => name);
}

/** The lines as the server wants them: ids and quantities, never a price. */
export function wantedLines(lines: readonly CartLine[], allergies: readonly string[] = []): WantedLine[] {
  return lines.map(({ product_id, quantity, note, picks }) => ({
    product_id,
    quantity,
    ...(note.trim() && { note: note.trim() }),
    ...(allergies.length && { allergies: [...allergies] }),
    options: wantedOptions(picks),
  }));
}

/** The wire's options of a line. */
function wantedOptions(picks: Picks): { option_id: string; quantity?: number }[] {
  return Object.entries(picks).map(([option_id, quantity]) => (quantity > 1 ? { option_id, quantity } : { option_id }));
}
