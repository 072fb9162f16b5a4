import { computed, effect, signal, untracked } from "@preact/signals";
import type { FloorTable, SessionItem } from "../api/types";
import type { CartLine } from "../lib/cart";
import { Refusal } from "../lib/http";
import { t } from "../lib/i18n";
import { call, here } from "../staff/server";
import { say } from "../ui/Toast";
import { draftOf, drafts, setDraft } from "./drafts";
import { sessions, tables } from "./house";
import { placeName } from "./words";

/** A round that was put together for a party whose table was closed before it was sent. */
export type Stranded = { session: SessionItem; lines: readonly CartLine[] };

/** What became of tables with a draft that are not on the floor; null: none of this branch. */
const asked = signal<ReadonlyMap<string, SessionItem | null>>(new Map());

export const stranded = computed<readonly Stranded[]>(() =>
  Object.entries(drafts.value).flatMap(([id, lines]) => {
    const session = asked.value.get(id);
    return session?.status === "CLOSED" ? [{ session, lines }] : [];
  }),
);

async function ask(id: string): Promise<void> {
  try {
    const session = await call<SessionItem>(here(`/api/qr-sessions/${id}`));
    asked.value = new Map(asked.value).set(id, session);
  } catch (fault) {
    if (fault instanceof Refusal && fault.status === 404) asked.value = new Map(asked.value).set(id, null);
  }
}

/** Find out about every draft whose table is gone from the floor. */
export function findStranded(): void {
  effect(() => {
    const open = sessions.value.value;
    if (!open) {
      asked.value = new Map();
      return;
    }
    const gone = Object.keys(drafts.value).filter((id) => !open.some((session) => session.id === id));
    untracked(() => {
      for (const id of gone) if (asked.value.get(id)?.status !== "CLOSED") void ask(id);
    });
  });
}

/** The party that sits at the same table now. */
export const nextParty = ({ session }: Stranded): SessionItem | null =>
  sessions.value.value?.find(({ table_id }) => table_id !== null && table_id === session.table_id) ?? null;

/** The table, free again. */
export const sameTable = ({ session }: Stranded): FloorTable | null =>
  tables.value.value?.find(({ id }) => id === session.table_id) ?? null;

export function takeOver({ session, lines }: Stranded, to: SessionItem): void {
  setDraft(to.id, [...draftOf(to.id), ...lines]);
  setDraft(session.id, []);
}

/** Away with it, with a way back at hand. */
export function throwAway({ session, lines }: Stranded): void {
  setDraft(session.id, []);
  const back = () => setDraft(session.id, lines);
  say(t("stranded.dropped", { place: placeName(session) }), { word: t("move.undo"), run: back });
}
