import { batch, computed, signal } from "@preact/signals";
import type { Order, PlaceOrder, Product, WantedLine } from "../api/types";
import { type CartLine, canOrder, changeQuantity } from "../lib/cart";
import { pickedNames } from "../lib/choosing";
import { type CartChange, followMenu, livingPicks, wantedLines } from "../lib/following";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { say } from "../ui/Toast";
import { add, cart } from "./cart";
import { currency, menu, products } from "./menu";
import { cartOpen } from "./view";

/** What happened to the cart since it was last sent: menu changes, refusals. */
export const cartNews = signal<readonly string[]>([]);
/** The server's reason by line id, until the line or the menu changes. */
export const refusedLines = signal<Readonly<Record<string, string>>>({});

/** True when the line goes with the next order; what is sold out or was refused stays behind. */
export function isSendable(line: CartLine): boolean {
  return canOrder(line, products.value) && !(line.id in refusedLines.value);
}

/** What the next order costs, in minor units. */
export const sendTotal = computed(() =>
  cart.value.filter(isSendable).reduce((sum, line) => sum + line.unit * line.quantity, 0),
);

const SHELVES = "cart ";
let shelf = "";

/** The line as the menu calls its dish now, in the language of today. */
const nowCalled = (line: CartLine): CartLine => ({
  ...line,
  name: products.value.get(line.product_id)?.name ?? line.name,
});

/** Take up the cart this device left behind in the same visit. */
export function unpackCart(sessionId: string): void {
  shelf = SHELVES + sessionId;
  for (const key of Object.keys(localStorage))
    if (key.startsWith(SHELVES) && key !== shelf) localStorage.removeItem(key);
  const kept = localStorage.getItem(shelf);
  if (kept) cart.value = [...(JSON.parse(kept) as CartLine[]).map(nowCalled), ...cart.value];
  cart.subscribe((lines) => {
    if (lines.length) localStorage.setItem(shelf, JSON.stringify(lines));
    else localStorage.removeItem(shelf);
  });
}

/** The visit is over: nothing of it stays on the phone. */
export function emptyCart(): void {
  cart.value = [];
  cartNews.value = [];
}

/** Replace a line by what the guest made of it. */
export function replace(id: string, changes: Partial<Omit<CartLine, "id">>): void {
  forgive(id);
  cart.value = cart.value.map((line) => (line.id === id ? { ...line, ...changes } : line));
}

export function setQuantity(id: string, quantity: number): void {
  forgive(id);
  cart.value = changeQuantity(cart.value, id, quantity);
}

/** A changed line may be asked for again. */
function forgive(id: string): void {
  const { [id]: _, ...others } = refusedLines.value;
  refusedLines.value = others;
}

function changeWords(change: CartChange): string {
  const product = change.line.name;
  if (change.because === "product_gone") return t("news.product_gone", { product });
  if (change.because === "option_gone") return t("news.option_gone", { product, option: change.option });
  return t("news.price_moved", { product, price: money(change.unit, currency.value) });
}

/** The menu changed under the cart: carry it over and say what that did. */
function followCart(before: ReadonlyMap<string, Product>, now: ReadonlyMap<string, Product>): void {
  const { lines, changes } = followMenu(cart.value, before, now);
  batch(() => {
    cart.value = lines;
    refusedLines.value = {};
    tell(changes.map(changeWords));
  });
}

function tell(news: readonly string[]): void {
  cartNews.value = [...cartNews.value, ...news];
  if (!cartOpen.value) for (const text of news) say(text);
}

/** From now on the cart follows the menu. */
export function keepCartTrue(): void {
  let before = products.value;
  products.subscribe((now) => {
    if (now !== before) followCart(before, now);
    before = now;
  });
}

/** The order as it will be sent, without what cannot be ordered now. */
export function wantedOrder(): { body: PlaceOrder; lines: CartLine[] } {
  const lines = cart.value.filter(isSendable);
  const body: PlaceOrder = { lines: wantedLines(lines) };
  if (menu.value) body.menu_version = menu.value.version;
  return { body, lines };
}

/** Put an order that was sent before, or could not be sent, back into the cart at today's prices. */
export function putBack(lines: readonly WantedLine[]): void {
  batch(() => {
    for (const { product_id, quantity, note, options } of lines) {
      const product = products.value.get(product_id);
      if (!product) continue;
      const wanted = Object.fromEntries((options ?? []).map((option) => [option.option_id, option.quantity ?? 1]));
      if (!product.available) tell([t("news.product_gone", { product: product.name })]);
      else add(product, livingPicks(product, wanted), quantity, note ?? "");
    }
  });
}

/** "Same again": a round of this table once more; of a cancelled round everything, else without its cancelled items. */
export function orderAgain(order: Order): void {
  putBack(
    order.lines
      .filter((line) => line.status !== "VOIDED" || order.status === "CANCELLED")
      .map((line) => ({ ...line, note: line.note ?? "" })),
  );
}

/** What was chosen and wished, as small print under the dish. */
export function lineDetail(line: CartLine): string {
  const product = products.value.get(line.product_id);
  return [product && pickedNames(product, line.picks), line.note && t("note.said", { note: line.note })]
    .filter(Boolean)
    .join("\n");
}
