import type { Order, OrderLine } from "../api/types";
import { Refusal } from "../lib/http";
import type { Fault } from "../staff/server";
import { isAlive } from "./inbox";

/** A waiting item of which not enough is left; `remaining` portions are. */
export type Short = { order: Order; line: OrderLine; remaining: number };

/** The items that a refused confirming names, among the orders that were to be confirmed. */
export function shortItems(fault: Fault | null, orders: readonly Order[]): Short[] {
  if (!(fault instanceof Refusal) || fault.slug !== "out-of-stock" || !Array.isArray(fault.extras.lines)) return [];
  const named = new Map<unknown, number>();
  for (const { line_id, remaining } of fault.extras.lines as { line_id?: string; remaining?: number }[])
    named.set(line_id, remaining ?? 0);
  return orders.flatMap((order) =>
    order.lines
      .filter((line) => isAlive(line) && named.has(line.id))
      .map((line) => ({ order, line, remaining: named.get(line.id) ?? 0 })),
  );
}

/** What is left of the orders once these items are turned down: the orders that still have something in them. */
export function withoutShort(orders: readonly Order[], short: readonly Short[]): Order[] {
  const gone = new Set(short.map(({ line }) => line.id));
  return orders.filter(({ lines }) => lines.some((line) => isAlive(line) && !gone.has(line.id)));
}
