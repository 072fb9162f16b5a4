import type { Cancelled, KitchenTicket, Line, Move, Step } from "./wire";

/** What follows from the board alone. */

const NEXT: Readonly<Record<Step, Step | null>> = { FIRED: "PREPARING", PREPARING: "READY", READY: null };

export const nextStep = ({ status }: Line): Step | null => NEXT[status];

/** The ticket's one tap: start what is not begun, and once all is begun, all of it is ready. */
export function ticketMoves({ lines }: Pick<KitchenTicket, "lines">): Move[] {
  const fresh = lines.filter(({ status }) => status === "FIRED");
  if (fresh.length > 0) return fresh.map(({ id }) => ({ line_id: id, status: "PREPARING" }));
  return lines.filter(({ status }) => status === "PREPARING").map(({ id }) => ({ line_id: id, status: "READY" }));
}

/** The way back of some moves: each line to where it stood. */
export function movesBack(lines: readonly Line[], moves: readonly Move[]): Move[] {
  const before = new Map(lines.map(({ id, status }) => [id, status]));
  return moves.flatMap(({ line_id }) => {
    const status = before.get(line_id);
    return status ? [{ line_id, status }] : [];
  });
}

export const isDone = ({ lines }: Pick<KitchenTicket, "lines">): boolean =>
  lines.every(({ status }) => status === "READY");

const UNDO_WITHIN = 2 * 60_000;

/** What was made ready a moment ago and can be taken back, as the house allows it. */
export function recallMoves({ lines }: Pick<KitchenTicket, "lines">, now: number): Move[] {
  return lines.flatMap(({ id, status_at, step_back }) =>
    step_back && now - new Date(status_at).getTime() < UNDO_WITHIN ? [{ line_id: id, status: step_back }] : [],
  );
}

/** When the last of it was made ready. */
export const readyAt = ({ lines }: Pick<KitchenTicket, "lines">): string =>
  lines.reduce((last, { status_at }) => (status_at > last ? status_at : last), "");

/** What is not ready and the floor has not been asked about. */
export const mayFail = ({ status, flagged }: Pick<Line, "status" | "flagged">): boolean =>
  status !== "READY" && !flagged;

export type Age = { minutes: number; word: "calm" | "soon" | "late" };

export function ageOf({ fired_at, lateness }: Pick<KitchenTicket, "fired_at" | "lateness">, now: number): Age {
  const minutes = Math.max(0, Math.floor((now - new Date(fired_at).getTime()) / 60_000));
  const [soon, late] = lateness;
  return { minutes, word: minutes >= late ? "late" : minutes >= soon ? "soon" : "calm" };
}

export type CancelledOrder = { order_id: string; place: Pick<Cancelled, "table_label" | "name">; lines: Line[] };

/** What was cancelled in one order is one piece of paper. */
export function cancelledOrders(cancelled: readonly Cancelled[]): CancelledOrder[] {
  const orders = new Map<string, CancelledOrder>();
  for (const { line, table_label, name } of cancelled) {
    const known = orders.get(line.order_id) ?? { order_id: line.order_id, place: { table_label, name }, lines: [] };
    known.lines.push(line);
    orders.set(line.order_id, known);
  }
  return [...orders.values()];
}

/** What is on the board, each dish once, by name. */
export function dishesOn(tickets: readonly KitchenTicket[]): { id: string; name: string }[] {
  const names = new Map(tickets.flatMap(({ lines }) => lines.map(({ product_id, name }) => [product_id, name])));
  return [...names].map(([id, name]) => ({ id, name })).sort((one, other) => one.name.localeCompare(other.name));
}
