import { computed, effect, signal, untracked } from "@preact/signals";
import type { Bill, EventFrame, Order, SessionItem } from "../api/types";
import { fetched } from "../staff/fetched";
import { call, callAll, here } from "../staff/server";
import { concernsOf } from "./concerns";
import { isStarted, onFreshStart, onNews, sessions, takeOrder } from "./house";
import { route } from "./route";

/** The table that is looked at or paid: its whole visit, cancelled rounds too. */
export const visitId = signal<string | null>(null);

const asked = () => visitId.peek() ?? "";
export const rounds = fetched(() => callAll<Order>("/api/orders", { qr_session_id: asked() }));
export const bill = fetched(() => call<Bill>(here(`/api/qr-sessions/${asked()}/bill`)));
const closed = fetched(() => call<SessionItem>(here(`/api/qr-sessions/${asked()}`)));

/** Open tables are in the floor's list; one that is gone from it was closed, and is asked for by itself. */
export const visit = computed<SessionItem | null>(
  () => sessions.value.value?.find(({ id }) => id === visitId.value) ?? closed.value.value,
);

/** A table of the floor, or the one that is looked at; a sheet may be about either. */
export const openVisit = (id: string): SessionItem | null =>
  sessions.value.value?.find((one) => one.id === id) ?? (visit.value?.id === id ? visit.value : null);

export const visitFault = computed(() => rounds.fault.value ?? closed.fault.value);

export async function loadVisit(): Promise<void> {
  if (visitId.peek()) await Promise.all([rounds.load(), bill.load(), closed.load()]);
}

/** Look at a table; null looks away. */
export function lookAt(sessionId: string | null): void {
  if (visitId.peek() === sessionId) return;
  visitId.value = sessionId;
  for (const part of [rounds, bill, closed]) part.forget();
  if (isStarted.peek()) void loadVisit();
}

/** Take up what the server has answered about an order of this table. */
export function takeRound(order: Order): void {
  takeOrder(order);
  if (order.qr_session_id !== visitId.peek()) return;
  rounds.change((known) => known.map((round) => (round.id === order.id ? order : round)));
  void loadVisit();
}

function concernsVisit(event: EventFrame): boolean {
  const { orderId, sessionId, unclear } = concernsOf(event);
  if (unclear || sessionId === visitId.peek()) return true;
  return orderId !== null && (rounds.value.peek()?.some(({ id }) => id === orderId) ?? false);
}

export function followVisit(): void {
  onNews((event) => concernsVisit(event) && void loadVisit());
  onFreshStart(loadVisit);
  effect(() => {
    const shown = route.value;
    untracked(() => lookAt(shown.screen === "table" ? shown.sessionId : null));
  });
}
