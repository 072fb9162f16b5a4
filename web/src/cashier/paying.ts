import { signal } from "@preact/signals";
import type { Bill, Payment, PaymentMethod } from "../api/types";
import type { Refusal } from "../lib/http";
import { act } from "../staff/doing";
import { here } from "../staff/server";
import { changeFor, paymentBody } from "./bodies";
import { refreshSession, reload } from "./house";
import { checkSignIn, heldPayment, outbox } from "./sending";
import { bill, loadVisit, lookAt } from "./visit";

/** What became of the money. `noted`: this device kept the payment; the bill had so many `before` it. */
export type Taken = { kind: "recorded"; payment: Payment } | { kind: "noted"; change: number; before: number };

/** What the money did to the table. */
export type Came = { closed: boolean; number: number | null; pending: boolean };

/** Null while the server does not know the payment. A kept one is recorded once it left and stands on the bill. */
export function cameOf(now: Taken, known: Bill): Came | null {
  if (now.kind === "recorded") {
    const { closed, bill_number: number, because } = now.payment;
    return { closed, number, pending: because === "orders-pending" };
  }
  if (heldPayment(known.qr_session_id) || known.payments.length <= now.before) return null;
  return { closed: known.status === "SETTLED", number: known.number, pending: known.waiting_orders > 0 };
}

export const method = signal<PaymentMethod>("cash");
/** What the guest hands over, typed on the pad, in minor units. */
export const typed = signal(0);
export const taken = signal<Taken | null>(null);
/** What was still to pay when somebody last looked: a bill that moves meanwhile says so. */
export const dueAtFirst = signal<number | null>(null);

export const PAYING = "pay";

export function startPaying(sessionId: string): void {
  lookAt(sessionId);
  void refreshSession(sessionId).catch(reload);
  method.value = "cash";
  typed.value = 0;
  taken.value = null;
  dueAtFirst.value = bill.value.peek()?.outstanding ?? null;
}

/** Take the money at once. The key is kept with the amount until there is an answer. */
export async function takeMoney(known: Bill, by: PaymentMethod, tendered: number | null): Promise<void> {
  const path = here(`/api/qr-sessions/${known.qr_session_id}/payments`);
  await act(PAYING, async () => {
    const outcome = await outbox().submit<Payment>(path, paymentBody(known, by, tendered));
    if (outcome.kind === "refused") {
      await outbox().discard(outcome.key);
      await changed(outcome.refusal);
      throw outcome.refusal;
    }
    if (outcome.kind === "waiting") {
      const change = tendered === null ? 0 : changeFor(known, tendered);
      taken.value = { kind: "noted", change, before: known.payments.length };
      await checkSignIn();
      return;
    }
    taken.value = { kind: "recorded", payment: outcome.answer };
    await refreshSession(known.qr_session_id).catch(reload);
    void loadVisit();
  });
}

/** The server saw another bill than we did: fetch it, keep what was typed, and let the screen say what moved. */
async function changed(refusal: Refusal): Promise<void> {
  if ([409, 410, 412, 422].includes(refusal.status)) await bill.load();
  reload();
}
