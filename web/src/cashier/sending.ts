import { computed, effect, signal } from "@preact/signals";
import type { Me, Order } from "../api/types";
import type { CartLine } from "../lib/cart";
import type { Refusal } from "../lib/http";
import { makeKey } from "../lib/key";
import { unitPrice } from "../lib/menu";
import { type Job, type Outbox, openOutbox } from "../lib/outbox";
import { withoutSent } from "../lib/sent";
import { act } from "../staff/doing";
import { branch, me } from "../staff/identity";
import { call, here } from "../staff/server";
import { isOrder, orderBody, sessionOf } from "./bodies";
import { draftOf, forgetNews, forgetSent, giveBack, lineFaults, markRefused, setDraft } from "./drafts";
import { live, menu, now, products, reload } from "./house";
import { loadVisit, takeRound } from "./visit";

/** A staff order older than this is not sent without a tap. */
const ASK_AFTER = 10 * 60_000;
const RETRY_EVERY = 10_000;

const outboxes = new Map<string, Outbox>();

/** The branch's own box: what was taken for one house is never shown or sent in another. */
function outboxOf(branchId: string): Outbox {
  const known = outboxes.get(branchId);
  if (known) return known;
  const box = openOutbox(`branch ${branchId}`, ASK_AFTER);
  outboxes.set(branchId, box);
  void box.everKept().then((gone) => forgetSent(gone as CartLine[]));
  return box;
}

const open = computed(() => (branch.value ? outboxOf(branch.value.id) : null));
export function outbox(): Outbox {
  const box = open.value;
  if (!box) throw new Error("Nothing is sent before a branch is chosen");
  return box;
}

/** What waits for a connection or for a person, orders and payments alike. */
export const kept = computed<readonly Job[]>(() => open.value?.jobs.value ?? []);
export const needsYou = computed(() => {
  void now.value; // what waits grows old without anybody telling
  return kept.value.filter((job) => job.refused || outbox().isStale(job));
});

/** A payment for the table that this device holds: not recorded yet, or refused. */
export const heldPayment = (sessionId: string): Job | null =>
  kept.value.find((job) => !isOrder(job) && sessionOf(job) === sessionId) ?? null;

export const sending = (sessionId: string): string => `send ${sessionId}`;

/** The last round that left, so that its ticket can be seen going up. */
export const lastSent = signal<string | null>(null);

/**
 * Send a table's draft. It leaves the form with the write that puts it into the outbox, and comes back when the server
 * will not have it.
 */
export async function sendDraft(sessionId: string): Promise<void> {
  const lines = draftOf(sessionId);
  if (!lines.length) return;
  lineFaults.value = {};
  const body = orderBody(sessionId, lines, menu.value.value?.version ?? null);
  await act(sending(sessionId), async () => {
    const hasLeft = () => setDraft(sessionId, withoutSent(draftOf(sessionId), lines));
    const outcome = await outbox().submit<Order>(here("/api/orders"), body, lines, hasLeft);
    if (outcome.kind === "refused") {
      await takeBack(sessionId, outcome.key, outcome.refusal, lines);
      throw outcome.refusal;
    }
    forgetNews(lines);
    if (outcome.kind === "waiting") return checkSignIn();
    lastSent.value = outcome.answer.id;
    takeRound(outcome.answer);
  });
}

/** The person is still here: the refused order is in the form again, not among the kept ones. */
async function takeBack(sessionId: string, key: string, refusal: Refusal, lines: readonly CartLine[]): Promise<void> {
  giveBack(sessionId, lines);
  await outbox().discard(key);
  markRefused(lines, refusal.extras);
  await menu.load();
  reload();
}

/** The outbox keeps what a signed-out device sends; the sign-in screen must come all the same. */
export async function checkSignIn(): Promise<void> {
  await call<Me>("/api/auth/me").catch(() => undefined);
}

/** Put a kept order back into the table's form, to be changed and sent again. */
export async function reopenKept(job: Job): Promise<void> {
  const sessionId = sessionOf(job);
  if (!sessionId || !job.kept) return;
  const lines = (job.kept as CartLine[]).map((line) => {
    const product = products.value.get(line.product_id);
    return { ...line, id: makeKey(), unit: product ? unitPrice(product, line.picks) : line.unit };
  });
  setDraft(sessionId, [...draftOf(sessionId), ...lines]);
  await outbox().discard(job.key);
}

/** Send what is kept as soon as the server can be reached and somebody is signed in. */
export function sendKept(): void {
  const flush = () => {
    if (me.peek() && kept.peek().length)
      void outbox()
        .flush()
        .then(() => {
          reload();
          void loadVisit();
        });
  };
  effect(() => {
    const freshness = live.value?.freshness.value;
    if (me.value && (freshness === "live" || freshness === "polling")) flush();
  });
  setInterval(flush, RETRY_EVERY);
}
