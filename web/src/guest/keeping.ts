import { batch, computed, signal } from "@preact/signals";
import type { Order, OrderLine, PlaceOrder, Product, Quote } from "../api/types";
import { type CartLine, canOrder, changeQuantity } from "../lib/cart";
import { pickedNames } from "../lib/choosing";
import { followMenu, livingPicks, wantedLines } from "../lib/following";
import { t } from "../lib/i18n";
import { makeKey } from "../lib/key";
import { withoutSent } from "../lib/sent";
import { device } from "../lib/storage";
import { say } from "../ui/Toast";
import { stated } from "./care";
import { add, cart } from "./cart";
import { menu, products } from "./menu";
import { changeWords, menuWords, movedWords } from "./news";
import { cartOpen, openDish } from "./view";

/** What happened to the cart since it was last sent: menu changes, refusals. */
export const cartNews = signal<readonly string[]>([]);
/** The server's reason by line id, until the line or the menu changes. */
export const refusedLines = signal<Readonly<Record<string, string>>>({});
/** What a unit cost when the guest chose it, by line id, where it costs something else now. */
export const priceBefore = signal<Readonly<Record<string, number>>>({});
/** True when a price moved under the open cart: nothing is sent by a tap that was meant for the old one. */
export const mustLook = signal(false);
/** The menu version of the last quote the guest was shown, which may be newer than the menu. */
let quotedAt = 0;

/** True when the line goes with the next order; what is sold out or was refused stays behind. */
export function isSendable(line: CartLine): boolean {
  return canOrder(line, products.value) && !(line.id in refusedLines.value);
}

/** True when there is something to send. */
export const canSend = (): boolean => cart.value.some(isSendable);

const sumOf = (unit: (line: CartLine) => number): number =>
  cart.value.filter(isSendable).reduce((sum, line) => sum + unit(line) * line.quantity, 0);

/** What the next order costs, in minor units. */
export const sendTotal = computed(() => sumOf((line) => line.unit));
/** What it would have cost before prices moved. */
export const totalBefore = computed(() => sumOf((line) => priceBefore.value[line.id] ?? line.unit));

const SHELVES = "cart ";
let shelf = "";

/** The line as the menu calls its dish now, in the language of today. */
const nowCalled = (line: CartLine): CartLine => ({
  ...line,
  name: products.value.get(line.product_id)?.name ?? line.name,
});

/** Take up the cart this device left behind in the same visit, at today's prices, without what is `gone` from it. */
export function unpackCart(sessionId: string, gone: readonly CartLine[] = []): void {
  shelf = SHELVES + sessionId;
  for (const name of device.names()) if (name.startsWith(SHELVES) && name !== shelf) device.remove(name);
  const kept = device.get(shelf);
  if (kept) takeIn(withoutSent(JSON.parse(kept) as CartLine[], gone));
  cart.subscribe((lines) => {
    if (lines.length) device.set(shelf, JSON.stringify(lines));
    else device.remove(shelf);
  });
}

/** Lines chosen from an older menu: they keep what was typed, and what they cost now is told. */
export function takeIn(lines: readonly CartLine[]): void {
  batch(() => {
    cart.value = [...lines.map(nowCalled), ...cart.value];
    if (products.value.size) followCart(products.value, products.value);
  });
}

/** These are on their way; what came into the cart meanwhile stays. */
export function hasLeft(lines: readonly CartLine[]): void {
  cart.value = withoutSent(cart.value, lines);
}

/** The server would not have them: they lie in the cart as before. */
export function giveBack(lines: readonly CartLine[]): void {
  const sent = new Map(lines.map((line) => [line.id, line.quantity]));
  const left = cart.value.map((line) => ({ ...line, quantity: line.quantity + (sent.get(line.id) ?? 0) }));
  const still = new Set(left.map(({ id }) => id));
  batch(() => {
    cart.value = left;
    takeIn(lines.filter(({ id }) => !still.has(id)));
  });
}

/** Nothing has to be said about the cart any more. */
export function settled(): void {
  batch(() => {
    cartNews.value = [];
    priceBefore.value = {};
    mustLook.value = false;
  });
}

/** It is of no more use. */
export function emptyCart(): void {
  cart.value = [];
  settled();
}

/** Replace a line by what the guest made of it. */
export function replace(id: string, changes: Partial<Omit<CartLine, "id">>): void {
  forgive(id);
  const { [id]: _, ...others } = priceBefore.value;
  priceBefore.value = others;
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

/** The menu changed under the cart: carry it over, mark what costs something else, and say what happened. */
function followCart(before: ReadonlyMap<string, Product>, now: ReadonlyMap<string, Product>): void {
  const { lines, changes } = followMenu(cart.value, before, now);
  const moved = changes.filter((change) => change.because === "price_moved").map(({ line }) => line);
  batch(() => {
    cart.value = lines;
    refusedLines.value = {};
    markMoved(moved);
    if (moved.length && cartOpen.value) mustLook.value = true;
    tell(changes.map((change) => changeWords(change, canSend())));
  });
}

/** Remember what these lines cost, unless they cost that again. */
function markMoved(were: readonly CartLine[]): void {
  const units = new Map(cart.value.map(({ id, unit }) => [id, unit]));
  const marks = { ...Object.fromEntries(were.map(({ id, unit }) => [id, unit])), ...priceBefore.value };
  priceBefore.value = Object.fromEntries(
    Object.entries(marks).filter(([id, unit]) => units.has(id) && units.get(id) !== unit),
  );
}

/** The server priced these lines anew, in their order: they cost that now, and the guest is asked once more. */
export function takeQuote(were: readonly CartLine[], quote: Quote): void {
  quotedAt = quote.menu_version;
  const units = new Map(were.map(({ id }, place) => [id, quote.lines[place]?.unit_price]));
  batch(() => {
    cart.value = cart.value.map((line) => ({ ...line, unit: units.get(line.id) ?? line.unit }));
    markMoved(were);
    mustLook.value = false;
    const moved = were.filter(({ id }) => id in priceBefore.value);
    cartNews.value = [
      t("refused.price-changed"),
      ...moved.map((line) => movedWords(line, units.get(line.id) ?? line.unit)),
    ];
  });
}

function tell(news: readonly string[]): void {
  cartNews.value = [...cartNews.value, ...news];
  if (!cartOpen.value) for (const text of news) say(text);
}

/** From now on the cart follows the menu, and what happened to the rest of the menu is said in a line. */
export function keepCartTrue(): void {
  let before = products.value;
  products.subscribe((now) => {
    if (now === before) return;
    followCart(before, now);
    const open = openDish.value?.product_id;
    if (before.size && !cartOpen.value) for (const text of menuWords(before, now, cart.value, open)) say(text);
    before = now;
  });
}

/** The order as it will be sent, without what cannot be ordered now. */
export function wantedOrder(): { body: PlaceOrder; lines: CartLine[] } {
  const lines = cart.value.filter(isSendable);
  const body: PlaceOrder = { lines: wantedLines(lines, stated.value) };
  if (menu.value) body.menu_version = Math.max(menu.value.version, quotedAt);
  return { body, lines };
}

/** "Same again": a round of this table once more; of a cancelled round everything, else without its cancelled items. */
export function orderAgain(order: Order): void {
  batch(() => {
    for (const line of order.lines) if (line.status !== "VOIDED" || order.status === "CANCELLED") addAgain(line);
  });
}

/** At today's prices; what cannot be had any more, of it or all of it, is told. */
function addAgain(line: OrderLine): void {
  const product = products.value.get(line.product_id);
  if (!product?.available) {
    tell([changeWords({ because: "product_gone", line: product ?? line, product }, canSend())]);
    return;
  }
  const wanted = Object.fromEntries(line.options.map(({ option_id, quantity }) => [option_id, quantity]));
  const picks = livingPicks(product, wanted);
  const lost = line.options.filter(({ option_id }) => !picks[option_id]);
  tell(lost.map(({ name }) => t("news.option_left", { product: product.name, option: name })));
  add(product, picks, line.quantity, line.note ?? "");
}

/** What could not be sent lies in the cart again, as it was put together. */
export function takeBackIn(lines: readonly CartLine[]): void {
  takeIn(lines.map((line) => ({ ...line, id: makeKey() })));
}

/** What was chosen and wished, as small print under the dish. */
export function lineDetail(line: CartLine): string {
  const product = products.value.get(line.product_id);
  return [product && pickedNames(product, line.picks), line.note && t("note.said", { note: line.note })]
    .filter(Boolean)
    .join("\n");
}
