import type { CartLine } from "./cart";

/** What is left after these were sent; what was tapped meanwhile stays. */
export function withoutSent(lines: readonly CartLine[], sent: readonly CartLine[]): CartLine[] {
  const gone = new Map(sent.map(({ id, quantity }) => [id, quantity]));
  return lines
    .map((line) => ({ ...line, quantity: line.quantity - (gone.get(line.id) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}
