import { computed, signal } from "@preact/signals";
import type { EventFrame, FloorTable, GuestCall, Lateness, Menu, Order, Product, SessionItem } from "../api/types";
import type { Live } from "../lib/live";
import { productsById } from "../lib/menu";
import { now as serverNow } from "../lib/now";
import { inReadersLanguage } from "../lib/translated";
import { fetched } from "../staff/fetched";
import { branch } from "../staff/identity";
import { call, callAgain, callAll, here } from "../staff/server";
import { isInKitchen } from "./board";
import { latest } from "./latest";

/** What the branch looks like now: its floor, who sits there, what is ordered, what is sold. */
export const tables = fetched(() => callAll<FloorTable>("/api/tables"));
export const sessions = fetched(fetchSessions);
export const orders = fetched(fetchOrders);
export const menu = fetched(fetchMenu);
/** What guests wait for: somebody to come, the bill. */
export const calls = fetched(() => callAll<GuestCall>("/api/requests"));

export const currency = computed(() => branch.value?.currency ?? "EUR");
export const products = computed<ReadonlyMap<string, Product>>(() =>
  menu.value.value ? productsById(menu.value.value) : new Map(),
);

const NEVER: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
/** When waiting is late in this branch; before one is chosen nothing is. */
export const limits = computed<Lateness>(
  () => branch.value?.lateness ?? { new: NEVER, bill_asked: NEVER, ready: NEVER },
);

/** Minutes pass without anybody telling. */
export const now = signal(serverNow());
export const live = signal<Live | null>(null);

const PAID_LATELY = 2 * 60 * 60_000;
let menuTag: string | null = null;
let menuTimer = 0;
/** Whoever hears of every event. */
export const listeners = new Set<(event: EventFrame) => void>();

/** Hear every event of the branch, once. */
export const onNews = (listener: (event: EventFrame) => void): void => void listeners.add(listener);

const visits = latest<SessionItem>();
/** Whoever asks about a table's visit takes a turn first, and gives it back with the answer. */
export const askVisit = visits.ask;

async function fetchSessions(): Promise<SessionItem[]> {
  const turn = askVisit();
  const open = await callAll<SessionItem>("/api/qr-sessions", { status: "OPEN" });
  return visits.takeAll(open, turn).filter(isOpen);
}

const isOpen = ({ status }: SessionItem): boolean => status === "OPEN";

async function fetchOrders(): Promise<Order[]> {
  const [open, paid] = await Promise.all([callAll<Order>("/api/orders"), fetchPaid()]);
  return [...open, ...paid];
}

/** Paid is not served: what was paid lately may still be on its way from the kitchen. */
async function fetchPaid(): Promise<Order[]> {
  const since = new Date(serverNow() - PAID_LATELY).toISOString();
  const paid = await callAll<Order>("/api/orders", { status: "PAID", since });
  return paid.filter(isInKitchen);
}

async function fetchMenu(): Promise<Menu> {
  const known = menu.value.value;
  const got = await callAgain<Menu>(here("/api/menu"), known && menuTag);
  const current = got ? inReadersLanguage(got.answer) : known;
  if (!current) throw new Error("A menu that nobody had was not sent");
  if (got) menuTag = got.etag;
  watchClock(current);
  return current;
}

export const stopMenuClock = (): void => clearTimeout(menuTimer);

/** A window opens or closes without anyone telling. A till whose clock is ahead asks until the change has come. */
function watchClock({ changes_at }: Menu): void {
  clearTimeout(menuTimer);
  if (!changes_at) return;
  const wait = Math.max(5_000, new Date(changes_at).getTime() - serverNow() + 500);
  menuTimer = window.setTimeout(menu.load, Math.min(wait, 2 ** 31 - 1));
}

const withOne = <Item extends { id: string }>(items: readonly Item[], one: Item): Item[] =>
  items.some(({ id }) => id === one.id) ? items.map((item) => (item.id === one.id ? one : item)) : [one, ...items];

const worthKeeping = (order: Order): boolean =>
  order.status === "OPEN" || order.status === "CONFIRMED" || isInKitchen(order);

/** Take up an order the server has just told us; older news than what is shown is left alone. */
export function takeOrder(order: Order): void {
  orders.change((known) => {
    const shown = known.find(({ id }) => id === order.id);
    if (shown && shown.version > order.version) return known;
    return withOne(known, order).filter(worthKeeping);
  });
}

/** Take up what the server has told about a visit, unless something asked for later is shown. */
export function takeSession(session: SessionItem, turn: number): void {
  if (visits.take(session, turn)) sessions.change((known) => withOne(known, session).filter(isOpen));
}

export async function refreshOrder(id: string): Promise<Order> {
  const order = await call<Order>(here(`/api/orders/${id}`));
  takeOrder(order);
  return order;
}

export async function refreshSession(id: string): Promise<void> {
  const turn = askVisit();
  takeSession(await call<SessionItem>(here(`/api/qr-sessions/${id}`)), turn);
}

export function reload(): void {
  void sessions.load();
  void orders.load();
  void calls.load();
}

/** True once everything has been asked for; until then nobody asks by himself. */
export const isStarted = signal(false);
/** Whatever asks anew at a fresh start. */
export const starters = new Set<() => void>();
/** Do this too whenever everything has to be asked for anew. */
export const onFreshStart = (load: () => void): void => void starters.add(load);

/** Another branch is served: what is known of the last one is none of its business. */
export function forgetHouse(): void {
  menuTag = null;
  visits.forget();
  for (const part of [tables, sessions, orders, calls, menu]) part.forget();
  isStarted.value = false;
}
