import { batch, computed, signal } from "@preact/signals";
import type { GuestSession, Order, Quote } from "../api/types";
import type { CartLine } from "../lib/cart";
import type { Refusal } from "../lib/http";
import { t, tOr } from "../lib/i18n";
import { type Job, type Outbox, openOutbox } from "../lib/outbox";
import { refreshMenu } from "./freshMenu";
import {
  cartNews,
  giveBack,
  hasLeft,
  refusedLines,
  settled,
  takeBackIn,
  takeQuote,
  unpackCart,
  wantedOrder,
} from "./keeping";
import { refreshOrders, showOrder } from "./table";
import { visit } from "./visit";

const STILL_WANTED_AFTER = 3 * 60_000;
const TRY_EVERY = 5_000;

const isOrder = ({ path }: Job) => path === "/api/orders";

const box = signal<Outbox | null>(null);
/** The outbox of this visit, once the phone has joined. */
export const visitBox = (): Outbox | null => box.value;
/** When the waiting orders were last looked at; growing old shows without anything else happening. */
const lookedAt = signal(0);
/** What has left the cart and has no answer yet, while somebody watches. */
export const onItsWay = signal<readonly CartLine[]>([]);
export const sending = computed(() => onItsWay.value.length > 0);

/** Orders that are not on the server yet, or were refused there. */
export const unsent = computed(() => (sending.value ? [] : (box.value?.jobs.value.filter(isOrder) ?? [])));

/** Why nothing can be sent now, or null. */
export const ordersClosed = computed(() => {
  if (!visit.value) return t("send.joining");
  const { open, reason } = visit.value.ordering;
  if (open) return null;
  return t(reason === "locked" ? "send.locked" : "send.paused");
});

/** Open this visit's outbox; what waits in it goes out by itself as soon as it can. */
export function keepSending(): void {
  visit.subscribe((now) => {
    if (now && !box.value) void openBox(now);
  });
  setInterval(sendWaiting, TRY_EVERY);
  addEventListener("online", sendWaiting);
}

/** What a page that is gone has put into the box is not in the cart any more, whatever it still wrote down. */
async function openBox({ qr_session_id: id, status }: GuestSession): Promise<void> {
  const outbox = openOutbox(id, STILL_WANTED_AFTER);
  box.value = outbox;
  const gone = await outbox.everKept();
  if (status === "OPEN") unpackCart(id, gone as CartLine[]);
  const late = outbox.jobs.value.filter((job) => !isOrder(job) && outbox.isStale(job));
  for (const call of late) await outbox.discard(call.key);
  await outbox.flush();
  refreshOrders();
}

async function sendWaiting(): Promise<void> {
  const outbox = box.value;
  if (!outbox?.jobs.value.length || sending.value) return;
  lookedAt.value = Date.now();
  if (outbox.jobs.value.every(needsPerson)) return;
  await outbox.flush();
  refreshOrders();
}

/** Refused, or so old that somebody has to want it still. */
export function needsPerson(job: Job): boolean {
  return Boolean(job.refused) || (lookedAt.value > 0 && box.value?.isStale(job) === true);
}

/**
 * Send the cart; lines that were marked as not to be had stay behind. What is sent leaves the cart with the write that
 * puts it into the outbox, and comes back when the server will not have it. True when it is out of the guest's hands:
 * taken by the server, or kept to be sent later.
 */
export async function send(): Promise<boolean> {
  const outbox = box.value;
  if (!outbox || sending.value) return false;
  const { body, lines } = wantedOrder();
  onItsWay.value = lines;
  try {
    const outcome = await outbox.submit<Order>("/api/orders", body, lines, () => hasLeft(lines));
    if (outcome.kind === "refused") {
      batch(() => {
        onItsWay.value = [];
        giveBack(lines);
      });
      await outbox.discard(outcome.key);
      await explain(outcome.refusal, lines);
      return false;
    }
    if (outcome.kind === "accepted") showOrder(outcome.answer);
    settled();
    return true;
  } finally {
    onItsWay.value = [];
  }
}

type LineFault = { index: number; reason: string; remaining?: number };

/** The refused order stays in the cart; the lines the server named carry its reason. */
async function explain(refusal: Refusal, lines: readonly CartLine[]): Promise<void> {
  await refreshMenu().catch(() => undefined);
  if (refusal.slug === "price-changed") return takeQuote(lines, refusal.extras.quote as Quote);
  cartNews.value = [refusalWords(refusal.slug)];
  const faults = Array.isArray(refusal.extras.lines) ? (refusal.extras.lines as LineFault[]) : [];
  refusedLines.value = Object.fromEntries(faults.map((fault) => [lines[fault.index]?.id ?? "", reasonWords(fault)]));
}

export function refusalWords(slug: string): string {
  return tOr(`refused.${slug}`, "refused.other");
}

function reasonWords({ reason, remaining }: LineFault): string {
  return remaining ? t("remaining", { n: remaining }) : tOr(`unavailable.${reason}`, "unavailable.switched_off");
}

export async function sendNow(job: Job): Promise<void> {
  const outcome = await box.value?.retry(job.key);
  if (outcome?.kind === "accepted") showOrder(outcome.answer as Order);
}

/** An order that is not wanted any more; if it arrived after all, it shows among the rounds. */
export async function drop(job: Job): Promise<void> {
  await box.value?.discard(job.key);
  refreshOrders();
}

/** Take a refused order back into the cart, at what it costs now. One that may have arrived is never sent under a
 * second key. */
export async function reopen(job: Job): Promise<void> {
  await refreshMenu().catch(() => undefined);
  takeBackIn(job.kept as CartLine[]);
  await box.value?.discard(job.key);
}
