import { computed, signal } from "@preact/signals";
import type { GuestRequest, Page } from "../api/types";
import { ask, NoAnswer, Refusal } from "../lib/http";
import { t } from "../lib/i18n";
import { visitBox } from "./sending";
import { wishesMoved } from "./table";
import { visit } from "./visit";

/** What this table asked for, oldest first. */
export const wishes = signal<readonly GuestRequest[]>([]);
/** The kind that is on its way to the server. */
export const wishing = signal<string | null>(null);
/** Why the last wish was not heard, or null. */
export const unheard = signal<string | null>(null);

export type Wish = Pick<GuestRequest, "kind"> & { how?: GuestRequest["how"] };

/** The newest of each kind: what the table still waits for, or was last answered. */
export const current = computed(() => {
  const newest = new Map(wishes.value.map((wish) => [wish.kind, wish]));
  return [...newest.values()].filter(({ status }) => status !== "WITHDRAWN");
});

async function refresh(): Promise<void> {
  wishes.value = (await ask<Page<GuestRequest>>("/api/guest/requests")).items;
}

export function followWishes(): void {
  computed(() => [visit.value?.status, wishesMoved.value]).subscribe(([status]) => {
    if (status === "OPEN") void refresh().catch(() => undefined);
  });
}

/** Do it and show what came of it, in `wishes` and `unheard`. */
async function tellStaff(kind: string, tell: () => Promise<GuestRequest>): Promise<void> {
  wishing.value = kind;
  unheard.value = null;
  try {
    const answer = await tell();
    wishes.value = [...wishes.value.filter(({ id }) => id !== answer.id), answer];
  } catch (fault) {
    unheard.value = fault instanceof Refusal ? fault.message : t("call.unheard");
    if (fault instanceof Refusal) await refresh().catch(() => undefined);
  } finally {
    wishing.value = null;
  }
}

/** Ask for something. A page that ends before the answer leaves it to the next one; who is still here is told. */
export const wish = (wanted: Wish) =>
  tellStaff(wanted.kind, async () => {
    const outcome = await visitBox()?.submit<GuestRequest>("/api/guest/requests", wanted);
    if (outcome?.kind === "accepted") return outcome.answer;
    if (outcome) await visitBox()?.discard(outcome.key);
    throw outcome?.kind === "refused" ? outcome.refusal : new NoAnswer("nobody heard it");
  });

/** Nobody needs to come any more. */
export const withdraw = ({ id, kind }: GuestRequest) =>
  tellStaff(kind, () => ask<GuestRequest>(`/api/guest/requests/${id}/withdraw`, { method: "POST", body: {} }));
