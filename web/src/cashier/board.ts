import type { LineStatus, Order, OrderLine, SessionItem } from "../api/types";
import { byAge } from "../lib/rounds";
import { isAlive } from "./inbox";

export type Board = {
  waiting: Order[];
  kitchen: Order[];
  /** Tables, not orders: one card each with what is still to pay. */
  unpaid: SessionItem[];
};

const AT_WORK: ReadonlySet<LineStatus> = new Set(["FIRED", "PREPARING", "READY", "HELD"]);

/** Paid or not, what is not on the table yet is still to be brought. */
export const isInKitchen = (order: Order): boolean =>
  (order.status === "CONFIRMED" || order.status === "PAID") && order.lines.some((line) => AT_WORK.has(line.status));

const busy = (session: SessionItem): number => session.waiting + session.cooking + session.ready;

/** Tables that have everything come first, then by how long nobody was there. */
const byReadiness = (one: SessionItem, other: SessionItem): number =>
  Number(busy(one) > 0) - Number(busy(other) > 0) || one.touched_at.localeCompare(other.touched_at);

export function sortBoard(orders: readonly Order[], sessions: readonly SessionItem[]): Board {
  return {
    waiting: orders.filter((order) => order.status === "OPEN").sort(byAge),
    kitchen: orders.filter(isInKitchen).sort(byAge),
    unpaid: sessions.filter((session) => session.outstanding > 0).sort(byReadiness),
  };
}

/** The step the floor takes next with a whole order, or null when all of it is on the table. */
export function nextStep(order: Order): "READY" | "SERVED" | null {
  const open = order.lines.filter((line) => isAlive(line) && line.status !== "SERVED");
  if (open.length === 0) return null;
  return open.every((line) => line.status === "READY") ? "SERVED" : "READY";
}

/** How far the whole order is, when all of it is equally far; null when its dishes have to be told apart. */
export function sameStep(order: Order): LineStatus | null {
  const [first, ...others] = new Set(order.lines.filter(isAlive).map((line) => line.status));
  return first && others.length === 0 ? first : null;
}

/** How long a step can be undone; the server decides. */
const UNDO_WITHIN = 2 * 60_000;

/** The line can go one step back, for it got here a moment ago. */
export const mayStepBack = ({ step_back, status_at }: OrderLine, now: number): boolean =>
  step_back !== null && now - new Date(status_at).getTime() <= UNDO_WITHIN;

/** The floor's own last step, serving, can be taken back for the round as a whole. */
export function mayUndo(order: Order, now: number): boolean {
  const latest = order.lines.reduce((last, { status_at }) => (status_at > last ? status_at : last), "");
  return order.lines.some((line) => line.status === "SERVED" && line.status_at === latest && mayStepBack(line, now));
}
