import { computed, effect, signal, untracked } from "@preact/signals";
import type { EventFrame, FloorTable, GuestCall, Lateness, Menu, Order, Product, SessionItem } from "../api/types";
import type { Live } from "../lib/live";
import { productsById } from "../lib/menu";
import { inReadersLanguage } from "../lib/translated";
import { fetched } from "../staff/fetched";
import { followBranch } from "../staff/follow-branch";
import { branch } from "../staff/identity";
import { call, callAgain, callAll, here } from "../staff/server";
import { recognize } from "../staff/signin";
import { isInKitchen } from "./board";
import { concernsOf } from "./concerns";
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
export const now = signal(Date.now());
export const live = signal<Live | null>(null);

const TICK = 10_000;
const PAID_LATELY = 2 * 60 * 60_000;
let menuTag: string | null = null;
let menuTimer = 0;
const listeners = new Set<(event: EventFrame) => void>();

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
  const since = new Date(Date.now() - PAID_LATELY).toISOString();
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

/** A window opens or closes without anyone telling. A till whose clock is ahead asks until the change has come. */
function watchClock({ changes_at }: Menu): void {
  clearTimeout(menuTimer);
  if (!changes_at) return;
  const wait = Math.max(5_000, new Date(changes_at).getTime() - Date.now() + 500);
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

/** One question per thing and moment: a burst of events about one order asks once. */
const asked = new Set<string>();
function soon(name: string, ask: () => Promise<unknown>): void {
  if (asked.has(name)) return;
  asked.add(name);
  setTimeout(() => {
    asked.delete(name);
    ask().catch(reload);
  }, 30);
}

function hear(event: EventFrame): void {
  const { menu: menuMoved, floor, called, settings, orderId, sessionId, unclear } = concernsOf(event);
  if (menuMoved) void menu.load();
  if (floor) void tables.load();
  if (called) void calls.load();
  if (settings) void recognize();
  if (unclear) reload();
  if (orderId) soon(orderId, () => refreshOrder(orderId).then((order) => refreshSession(order.qr_session_id)));
  else if (sessionId) soon(sessionId, () => refreshSession(sessionId));
  for (const listener of listeners) listener(event);
}

export function reload(): void {
  void sessions.load();
  void orders.load();
  void calls.load();
}

/** True once everything has been asked for; until then nobody asks by himself. */
export const isStarted = signal(false);
const branchId = computed(() => branch.value?.id);
const starters = new Set<() => void>();
/** Do this too whenever everything has to be asked for anew. */
export const onFreshStart = (load: () => void): void => void starters.add(load);

function loadAll(): void {
  void tables.load();
  void menu.load();
  reload();
  for (const load of starters) load();
}

/** Serve the chosen branch for as long as it is chosen and somebody is signed in. */
export function serveBranch(): void {
  setInterval(() => {
    now.value = Date.now();
  }, TICK);
  effect(() => {
    const id = branchId.value;
    return id ? untracked(() => serve(id)) : undefined;
  });
}

/** As long as the log may take to say where it stands; without it we ask all the same. */
const PATIENCE = 1_500;

function serve(branchId: string): () => void {
  menuTag = null;
  visits.forget();
  for (const part of [tables, sessions, orders, calls, menu]) part.forget();
  isStarted.value = false;
  const start = () => {
    isStarted.value = true;
    loadAll();
  };
  const onMenu = (version: number) => {
    if (!isStarted.peek()) return;
    void menu.settled().then(() => {
      if (menu.value.peek()?.version !== version) void menu.load();
    });
  };
  const following = followBranch({ onEvent: hear, onMenu, onResync: start }, branchId);
  live.value = following;
  const late = setTimeout(() => isStarted.peek() || start(), PATIENCE);
  return () => {
    clearTimeout(late);
    following.stop();
    live.value = null;
    clearTimeout(menuTimer);
  };
}
