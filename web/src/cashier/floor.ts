import type { FloorTable, Lateness, SessionItem } from "../api/types";
import type { ToCome } from "./toCome";

/** What a table is doing, as the person on the floor would say it. */
export type FloorState =
  | "free"
  | "seated"
  | "forgotten"
  | "new_order"
  | "ready"
  | "bill_asked"
  | "cooking"
  | "eating"
  | "paid"
  | "to_come";
/** How long somebody has waited, by the branch's own limits. */
export type Pressing = "calm" | "soon" | "late";

/** What the floor says about one table or counter sale. */
export type Spot = {
  id: string;
  /** Null for a counter sale. */
  table: FloorTable | null;
  session: SessionItem | null;
  /** Paid, and not all of it served: of the party before, or of a counter sale. */
  toCome: ToCome | null;
  state: FloorState;
  pressing: Pressing;
  /** Guests who call somebody to the table. */
  calls: number;
  /** Ready dishes beside a state that hides them. */
  readyBeside: boolean;
  /** Somebody must go there now. */
  wanted: boolean;
  /** Whole minutes since anybody touched it, null when free. */
  minutes: number | null;
};

/** Minutes without a touch that fill the arc. */
export const ARC_FULL = 30;

/** Minutes after which a table where nobody did anything seems forgotten; five more, and the house ends the visit. */
export const FORGOTTEN_AFTER = 30;

/** The one rule for what the floor shows. A waiting order wins: nothing happens at that table before it is answered. */
export function floorState(session: SessionItem | null, now: number, toCome: ToCome | null = null): FloorState {
  if (!session) return toCome ? (toCome.ready > 0 ? "ready" : "to_come") : "free";
  if (session.waiting > 0) return "new_order";
  if (session.ready > 0) return "ready";
  if (session.bill_asked) return "bill_asked";
  if (session.cooking > 0) return "cooking";
  if (session.captured > 0) return "paid";
  if (session.total > 0) return "eating";
  const untouched = session.joined === 0 && minutesSince(session.touched_at, now) >= FORGOTTEN_AFTER;
  return untouched ? "forgotten" : "seated";
}

/** Since when somebody waits at the table for what its state says, and how long that may take. */
function patience(
  session: SessionItem | null,
  toCome: ToCome | null,
  state: FloorState,
  limits: Lateness,
): [string | null, [number, number]] | null {
  if (!session) return toCome && [toCome.readySince, limits.ready];
  if (state === "new_order") return [session.waiting_since, limits.new];
  if (state === "ready") return [session.ready_since, limits.ready];
  return state === "bill_asked" ? [session.bill_asked_since, limits.bill_asked] : null;
}

/** Where a wait that began then stands between the two limits, in minutes. */
export function pressingSince(since: string, [soon, late]: [number, number], now: number): Pressing {
  const minutes = minutesSince(since, now);
  if (minutes >= late) return "late";
  return minutes >= soon ? "soon" : "calm";
}

export function minutesSince(at: string | number, now: number): number {
  return Math.max(0, Math.floor((now - new Date(at).getTime()) / 60_000));
}

/** 0 to 1: how much of the arc is drawn. */
export function arcPart(minutes: number): number {
  return Math.min(1, minutes / ARC_FULL);
}

export function spotOf(
  id: string,
  table: FloorTable | null,
  session: SessionItem | null,
  limits: Lateness,
  now: number,
  toCome: ToCome | null = null,
): Spot {
  const state = floorState(session, now, toCome);
  const [since, bounds] = patience(session, toCome, state, limits) ?? [null, null];
  const paidUp = state === "paid" && session?.outstanding === 0;
  const calls = session?.calls ?? 0;
  return {
    id,
    table,
    session,
    toCome,
    state,
    pressing: since && bounds ? pressingSince(since, bounds, now) : "calm",
    calls,
    readyBeside: (state === "new_order" && (session?.ready ?? 0) > 0) || (session !== null && (toCome?.ready ?? 0) > 0),
    wanted: WANTED.has(state) || paidUp || calls > 0,
    minutes: session && minutesSince(session.touched_at, now),
  };
}

const WANTED: ReadonlySet<FloorState> = new Set(["new_order", "ready", "bill_asked", "forgotten"]);

export type FloorArea = { id: string; name: string; spots: Spot[] };

/** Tables by area in the house's order, the counter sales apart. */
export function layOut(
  tables: readonly FloorTable[],
  sessions: readonly SessionItem[],
  limits: Lateness,
  now: number,
  toCome: readonly ToCome[] = [],
): { areas: FloorArea[]; counter: Spot[] } {
  const byTable = new Map(sessions.flatMap((session) => (session.table_id ? [[session.table_id, session]] : [])));
  const areas = new Map<string, FloorArea>();
  for (const table of tables) {
    const { id, name } = table.area ?? { id: "", name: "" };
    const area = areas.get(id) ?? { id, name, spots: [] };
    const left = toCome.find(({ tableId }) => tableId === table.id) ?? null;
    area.spots.push(spotOf(table.id, table, byTable.get(table.id) ?? null, limits, now, left));
    areas.set(area.id, area);
  }
  const counter = sessions
    .filter((session) => session.table_id === null)
    .map((session) => spotOf(session.id, null, session, limits, now));
  const prepaid = toCome
    .filter(({ tableId }) => tableId === null)
    .map((left) => spotOf(left.sessionId, null, null, limits, now, left));
  return { areas: [...areas.values()], counter: [...counter, ...prepaid] };
}

export type FloorSums = { guests: number; open: number; waiting: number; calls: number; late: number };

/** The strip above the floor: guests seated, money open in minor units, orders waiting, tables that call, tables late. */
export function sumFloor(sessions: readonly SessionItem[], limits: Lateness, now: number): FloorSums {
  const late = sessions.filter((session) => spotOf(session.id, null, session, limits, now).pressing === "late");
  return {
    guests: sessions.reduce((sum, { guests, joined }) => sum + (guests ?? joined), 0),
    open: sessions.reduce((sum, { outstanding }) => sum + outstanding, 0),
    waiting: sessions.reduce((sum, { waiting }) => sum + waiting, 0),
    calls: sessions.filter(({ calls, bill_asked }) => calls > 0 || bill_asked).length,
    late: late.length,
  };
}

/** The table nobody has looked at for longest, once it is worth a walk. */
export function longestAlone(spots: readonly Spot[]): Spot | null {
  const alone = spots.filter((spot) => spot.session && !spot.wanted && (spot.minutes ?? 0) >= 10);
  return alone.sort((one, other) => (other.minutes ?? 0) - (one.minutes ?? 0))[0] ?? null;
}
