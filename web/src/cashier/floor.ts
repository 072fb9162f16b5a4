import type { FloorTable, Order, SessionItem } from "../api/types";

/** What a table is doing, as the person on the floor would say it. */
export type FloorState = "free" | "seated" | "new_order" | "cooking" | "ready" | "eating" | "paid";

/** What the floor says about one table or counter sale. */
export type Spot = {
  id: string;
  /** Null for a counter sale. */
  table: FloorTable | null;
  session: SessionItem | null;
  state: FloorState;
  /** An order has been waiting for longer than the house wants. */
  late: boolean;
  /** Ready dishes beside a state that hides them. */
  readyBeside: boolean;
  /** Somebody must go there now. */
  wanted: boolean;
  /** Whole minutes since anybody touched it, null when free. */
  minutes: number | null;
};

/** Minutes an order may wait for staff before it is called late. */
export const LATE_AFTER = 5;
/** Minutes without a touch that fill the arc. */
export const ARC_FULL = 30;

/** The one rule for what the floor shows. A waiting order wins: nothing happens at that table before it is answered. */
export function floorState(session: SessionItem | null): FloorState {
  if (!session) return "free";
  if (session.waiting > 0) return "new_order";
  if (session.ready > 0) return "ready";
  if (session.cooking > 0) return "cooking";
  if (session.captured > 0) return "paid";
  return session.total > 0 ? "eating" : "seated";
}

export function minutesSince(at: string | number, now: number): number {
  return Math.max(0, Math.floor((now - new Date(at).getTime()) / 60_000));
}

/** 0 to 1: how much of the arc is drawn. */
export function arcPart(minutes: number): number {
  return Math.min(1, minutes / ARC_FULL);
}

export function isLate(order: Order, now: number): boolean {
  return order.status === "OPEN" && minutesSince(order.created_at, now) >= LATE_AFTER;
}

export function spotOf(
  id: string,
  table: FloorTable | null,
  session: SessionItem | null,
  late: boolean,
  now: number,
): Spot {
  const state = floorState(session);
  const paidUp = state === "paid" && session?.outstanding === 0;
  return {
    id,
    table,
    session,
    state,
    late: late && state === "new_order",
    readyBeside: state === "new_order" && (session?.ready ?? 0) > 0,
    wanted: state === "new_order" || state === "ready" || paidUp,
    minutes: session && minutesSince(session.touched_at, now),
  };
}

export type FloorArea = { id: string; name: string; spots: Spot[] };

/** Tables by area in the house's order, the counter sales apart. */
export function layOut(
  tables: readonly FloorTable[],
  sessions: readonly SessionItem[],
  orders: readonly Order[],
  now: number,
): { areas: FloorArea[]; counter: Spot[] } {
  const byTable = new Map(sessions.flatMap((session) => (session.table_id ? [[session.table_id, session]] : [])));
  const late = new Set(orders.filter((order) => isLate(order, now)).map((order) => order.qr_session_id));
  const areas = new Map<string, FloorArea>();
  for (const table of tables) {
    const { id, name } = table.area ?? { id: "", name: "" };
    const area = areas.get(id) ?? { id, name, spots: [] };
    const session = byTable.get(table.id) ?? null;
    area.spots.push(spotOf(table.id, table, session, session !== null && late.has(session.id), now));
    areas.set(area.id, area);
  }
  const counter = sessions
    .filter((session) => session.table_id === null)
    .map((session) => spotOf(session.id, null, session, late.has(session.id), now));
  return { areas: [...areas.values()], counter };
}

export type FloorSums = { guests: number; open: number; waiting: number; late: number };

/** The strip above the floor: guests seated, money still open in minor units, orders waiting, tables late. */
export function sumFloor(sessions: readonly SessionItem[], orders: readonly Order[], now: number): FloorSums {
  const late = orders.filter((order) => isLate(order, now)).map((order) => order.qr_session_id);
  return {
    guests: sessions.reduce((sum, { guests, joined }) => sum + (guests ?? joined), 0),
    open: sessions.reduce((sum, { outstanding }) => sum + outstanding, 0),
    waiting: sessions.reduce((sum, { waiting }) => sum + waiting, 0),
    late: new Set(late).size,
  };
}

/** The table nobody has looked at for longest, once it is worth a walk. */
export function longestAlone(spots: readonly Spot[]): Spot | null {
  const alone = spots.filter((spot) => spot.session && !spot.wanted && (spot.minutes ?? 0) >= 10);
  return alone.sort((one, other) => (other.minutes ?? 0) - (one.minutes ?? 0))[0] ?? null;
}
