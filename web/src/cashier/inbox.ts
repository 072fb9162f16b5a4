import type { Order, OrderLine } from "../api/types";
import { choiceNames } from "../lib/choosing";
import { byAge } from "../lib/rounds";

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

/** Options as one reads them to the cook: "Large, 2 × Cheese". */
export function optionWords(options: readonly { name: string; quantity: number }[]): string {
  return choiceNames(options);
}

/** The first few of a list, and how many are left out; a single one is never left out. */
export function firstFew<Item>(all: readonly Item[], few: number): { shown: readonly Item[]; hidden: number } {
  if (all.length <= few + 1) return { shown: all, hidden: 0 };
  return { shown: all.slice(0, few), hidden: all.length - few };
}
