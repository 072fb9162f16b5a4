import { computed, effect, signal } from "@preact/signals";
import type { Order } from "../api/types";
import { t } from "../lib/i18n";
import { device } from "../lib/storage";
import { say } from "../ui/Toast";
import { rounds } from "./table";
import { view } from "./view";
import { visit } from "./visit";

/** What staff took off this guest's orders; `id` is the line's or, of a whole order, the order's. */
export type Cancelled = { id: string; words: string; items: number };

const SHELVES = "read ";
let shelf = "";
const read = signal<ReadonlySet<string>>(new Set());

const itemsOf = ({ lines }: Pick<Order, "lines">): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);

function cancelledIn(order: Order, number: number): Cancelled[] {
  if (!order.mine) return [];
  if (order.status === "CANCELLED") {
    const words = t("news.order_cancelled", { n: number, reason: order.cancelled_because ?? "" });
    return [{ id: order.id, words, items: itemsOf(order) }];
  }
  return order.lines
    .filter(({ status }) => status === "VOIDED")
    .map(({ id, name, quantity, void_reason }) => {
      const product = quantity > 1 ? `${quantity} × ${name}` : name;
      return { id, words: t("news.line_cancelled", { product, reason: void_reason ?? "" }), items: quantity };
    });
}

/** What this guest has not read yet. */
export const unread = computed<readonly Cancelled[]>(() =>
  rounds.value.flatMap((order, place) => cancelledIn(order, place + 1)).filter(({ id }) => !read.value.has(id)),
);

/** How many items that are. */
export const unreadItems = computed(() => unread.value.reduce((sum, { items }) => sum + items, 0));

/** The guest knows, or did it. */
export function markRead(...ids: string[]): void {
  if (!ids.length) return;
  read.value = new Set([...read.value, ...ids]);
  device.set(shelf, JSON.stringify([...read.value]));
}

export const readAll = (): void => markRead(...unread.value.map(({ id }) => id));

/** Tell at once, wherever the guest is; what is not read yet is told again by the page that comes after this one. */
export function tellCancelled(): void {
  const told = new Set<string>();
  visit.subscribe((now) => {
    if (!now || shelf) return;
    shelf = SHELVES + now.qr_session_id;
    for (const name of device.names()) if (name.startsWith(SHELVES) && name !== shelf) device.remove(name);
    read.value = new Set(JSON.parse(device.get(shelf) ?? "[]") as string[]);
  });
  effect(() => {
    const news = unread.value.filter(({ id }) => !told.has(id));
    for (const { id, words } of news) {
      told.add(id);
      say(words);
    }
  });
  let before = view.peek();
  view.subscribe((now) => {
    if (before === "rounds") readAll();
    before = now;
  });
}
