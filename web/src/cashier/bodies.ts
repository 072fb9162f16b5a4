import type { Bill, PaymentMethod, PlaceOrder, TakePayment } from "../api/types";
import type { CartLine } from "../lib/cart";
import { wantedLines } from "../lib/following";
import type { Job } from "../lib/outbox";

/** What is sent to the server, and what a kept request was about. */

/** The body of POST /api/orders for a draft: ids and quantities, never a price. */
export function orderBody(sessionId: string, lines: readonly CartLine[], menuVersion: number | null): PlaceOrder {
  const body: PlaceOrder = {
    qr_session_id: sessionId,
    lines: lines.flatMap((line) => wantedLines([line], line.allergies)),
  };
  return menuVersion === null ? body : { ...body, menu_version: menuVersion };
}

/** The body of a payment: exactly the amount the cashier saw, never a total worked out here. */
export function paymentBody(known: Bill, by: PaymentMethod, tendered: number | null): TakePayment {
  const body: TakePayment = { method: by, amount: known.outstanding };
  return by === "cash" && tendered !== null ? { ...body, tendered } : body;
}

/** Change to give, as a preview; the answer of the server says what it is. */
export const changeFor = (known: Bill, tendered: number): number => tendered - known.cash_due;

export const isOrder = (job: Job): boolean => job.path.startsWith("/api/orders");

/** The table a kept order or payment is for. */
export function sessionOf(job: Job): string | null {
  if (isOrder(job)) return (job.body as PlaceOrder).qr_session_id ?? null;
  return /\/qr-sessions\/([^/?]+)/.exec(job.path)?.[1] ?? null;
}
