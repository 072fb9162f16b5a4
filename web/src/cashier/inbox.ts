import type { Order, OrderLine } from "../api/types";

/** One table with orders that wait for staff. */
export type InboxCard = {
  sessionId: string;
  orders: Order[];
  /** Portions over all its waiting orders. */
  items: number;
  /** When the oldest was sent. */
  since: string;
};

export const isAlive = (line: OrderLine): boolean => line.status !== "VOIDED";

export const countPortions = (lines: readonly OrderLine[]): number =>
  lines.filter(isAlive).reduce((sum, line) => sum + line.quantity, 0);

/** One card per table, the one that has waited longest first. */
export function groupInbox(orders: readonly Order[]): InboxCard[] {
  const waiting = orders.filter((order) => order.status === "OPEN").sort(byAge);
  const cards = new Map<string, InboxCard>();
  for (const order of waiting) {
    const card = cards.get(order.qr_session_id);
    if (card) card.orders.push(order);
    else cards.set(order.qr_session_id, newCard(order));
  }
  return [...cards.values()].map((card) => ({ ...card, items: countAll(card.orders) }));
}

const newCard = (order: Order): InboxCard => ({
  sessionId: order.qr_session_id,
  orders: [order],
  items: 0,
  since: order.created_at,
});

const countAll = (orders: readonly Order[]): number =>
  orders.reduce((sum, order) => sum + countPortions(order.lines), 0);

/** Oldest first. */
export const byAge = (one: Order, other: Order): number => one.created_at.localeCompare(other.created_at);

/** Options as one reads them to the cook: "Large, 2 × Cheese". */
export function optionWords(options: readonly { name: string; quantity: number }[]): string {
  return options.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(", ");
}

/** The n-th time this table ordered, counted from 1 over what was not cancelled. */
export function roundNumber(all: readonly Order[], order: Order): number {
  const lived = all.filter(({ status }) => status !== "CANCELLED");
  return lived.filter(({ created_at }) => created_at <= order.created_at).length;
}
