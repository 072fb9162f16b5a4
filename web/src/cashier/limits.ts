import type { Device, HeldBecause, Order, SessionItem } from "../api/types";

/** What a table's phones may send before somebody looks. */
export type Limit = keyof SessionItem["limits"];

/** So many phones more are let in with a tap. */
export const MORE_PHONES = 6;

/** Which limit holds an order back; what would take the last portions is held by no limit of the table's. */
const HELD_BY: Record<HeldBecause, Limit | null> = {
  "device-limit": "device_orders",
  "table-limit": "table_orders",
  "value-cap": "value",
  "portions-cap": "portions",
  "stock-share": null,
};

const STEPS: Partial<Record<Limit, number>> = { devices: MORE_PHONES, device_orders: 6, table_orders: 20 };
/** The server's own bounds. */
const MOST: Partial<Record<Limit, number>> = { devices: 500, device_orders: 200, table_orders: 200, portions: 10_000 };

/** A limit one step up: some more phones and orders, twice the value and the portions. */
export function raised(limit: Limit, now: number): number {
  const step = STEPS[limit];
  return Math.min(step ? now + step : now * 2, MOST[limit] ?? Number.POSITIVE_INFINITY);
}

/** Why these orders wait for somebody, each reason once, in the order they came. */
export const heldReasons = (orders: readonly Order[]): HeldBecause[] => [
  ...new Set(orders.flatMap(({ held_because }) => (held_because ? [held_because] : []))),
];

/** The limits that hold these orders back and can be raised. */
export const heldLimits = (orders: readonly Order[]): Limit[] =>
  heldReasons(orders).flatMap((because) => HELD_BY[because] ?? []);

/** Who may still act on this table. */
export const staying = (devices: readonly Device[]): Device[] =>
  devices.filter(({ removed_at }) => removed_at === null);

/** The phones with waiting orders, those with most first. */
export const senders = (devices: readonly Device[]): Device[] =>
  devices.filter(({ waiting }) => waiting > 0).sort((one, other) => other.waiting - one.waiting);

/** Tables at which a phone found no place, but for those whose limit was left where it still stands. */
export const turnedAway = (sessions: readonly SessionItem[], left: ReadonlyMap<string, number>): SessionItem[] =>
  sessions.filter(({ id, turned_away_at, limits }) => turned_away_at !== null && left.get(id) !== limits.devices);
