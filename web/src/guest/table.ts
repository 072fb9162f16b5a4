import { computed, signal } from "@preact/signals";
import type { EventFrame, GuestSession, Order, Page } from "../api/types";
import { ask, Refusal } from "../lib/http";
import { t } from "../lib/i18n";
import { follow, type Live } from "../lib/live";
import { askOnceMore } from "../lib/onceMore";
import { byAge, roundNumbers } from "../lib/rounds";
import { say } from "../ui/Toast";
import { forgetCare } from "./care";
import { hearVersion } from "./freshMenu";
import { emptyCart } from "./keeping";
import { noteRemoved } from "./removed";
import { barred, unproven, visit } from "./visit";

/** Every order of this table's visit; null until the first answer. */
export const orders = signal<readonly Order[] | null>(null);
/** Goes up when somebody at the table asked for something, or was answered. */
export const wishesMoved = signal(0);
/** Goes up when money moved; an open bill fetches itself again. */
export const billMoved = signal(0);
export const live = signal<Live | null>(null);

/** Rounds of this visit, oldest first. */
export const rounds = computed(() => [...(orders.value ?? [])].sort(byAge));
export const numbers = computed(() => roundNumbers(rounds.value));

/** Follow what happens at the table, from joining until it is closed. */
export function followTable(): void {
  visit.subscribe((now) => {
    if (now?.status === "OPEN")
      live.value ??= follow({ onEvent: hear, onMenu: hearVersion, onResync: refreshAll, onRefused: refreshVisit });
    if (now?.status === "CLOSED") leave();
  });
}

/** The table was paid or closed: the cart is of no use any more, the receipt is. */
function leave(): void {
  live.value?.stop();
  live.value = null;
  emptyCart();
  forgetCare();
}

function hear(event: EventFrame): void {
  const [topic] = event.kind.split(".");
  if (topic === "order" || topic === "line") refreshOrders();
  if (topic === "session" || event.kind === "guest.removed") void refreshVisit();
  if (topic === "guest") wishesMoved.value++;
  else billMoved.value++;
}

function refreshAll(): void {
  refreshOrders();
  void refreshVisit();
  billMoved.value++;
  wishesMoved.value++;
}

/** Cancel an order of this phone; too late when it was confirmed in the meantime. */
export async function takeBack({ id }: Order): Promise<void> {
  try {
    const body = { reason: t("take_back.reason") };
    showOrder(await ask<Order>(`/api/orders/${id}/cancel`, { method: "POST", body }));
  } catch (fault) {
    say(t(fault instanceof Refusal ? "take_back.late" : "take_back.no_answer"));
    refreshOrders();
  }
}

async function refreshVisit(): Promise<void> {
  try {
    visit.value = await ask<GuestSession>("/api/guest/session");
    unproven.value = false;
  } catch (fault) {
    askOnceMore(fault, refreshVisit);
    if (!(fault instanceof Refusal)) return;
    if (fault.status === 401 && unproven.value) {
      leave();
      barred.value = "cookies-blocked";
      return;
    }
    leave();
    // The cookie was good until now: staff have taken this phone off the table.
    barred.value = fault.status === 401 ? "device-removed" : "session-closed";
    if (fault.status === 401) noteRemoved();
  }
}

let asking = false;
let askAgain = false;

/** Fetch the rounds; what comes in between makes one more request, not one each. */
export function refreshOrders(): void {
  askAgain = asking;
  if (asking) return;
  asking = true;
  void ask<Page<Order>>("/api/guest/orders")
    .then((page) => {
      unproven.value = false;
      orders.value = page.items;
    })
    .catch((fault) => askOnceMore(fault, refreshOrders))
    .finally(() => {
      asking = false;
      if (askAgain) refreshOrders();
    });
}

/** Put an order that was just answered among the rounds, before the log tells of it. */
export function showOrder(order: Order): void {
  const others = (orders.value ?? []).filter((known) => known.id !== order.id);
  orders.value = [...others, order];
}
