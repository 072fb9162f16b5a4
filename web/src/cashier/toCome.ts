import type { Order } from "../api/types";
import { isInKitchen } from "./board";

/** Dishes of a party that has paid and whose table is closed, on their way all the same. */
export type ToCome = {
  sessionId: string;
  tableId: string | null;
  tableLabel: string | null;
  /** Daily number of its first order. */
  number: number;
  ready: number;
  readySince: string | null;
};

/** By party, those who paid first in front. `open` are the tables whose party is still there. */
export function dishesToCome(orders: readonly Order[], open: ReadonlySet<string>): ToCome[] {
  const found = new Map<string, ToCome>();
  for (const order of [...orders].sort((one, other) => one.number - other.number)) {
    if (order.status !== "PAID" || open.has(order.qr_session_id) || !isInKitchen(order)) continue;
    const { qr_session_id: sessionId, table_id: tableId, table_label: tableLabel, number } = order;
    const known = found.get(sessionId) ?? { sessionId, tableId, tableLabel, number, ready: 0, readySince: null };
    const ready = order.lines.filter(({ status }) => status === "READY");
    const since = [known.readySince, ...ready.map(({ status_at }) => status_at)].filter((at) => at !== null);
    found.set(sessionId, { ...known, ready: known.ready + ready.length, readySince: since.sort()[0] ?? null });
  }
  return [...found.values()];
}
