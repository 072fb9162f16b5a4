import { effect, signal } from "@preact/signals";
import type { DraftOut, SessionItem } from "../api/types";
import { countItems } from "../lib/cart";
import { makeKey } from "../lib/key";
import { device as storage } from "../lib/storage";
import { call, here } from "../staff/server";
import { draftOf } from "./drafts";
import { askVisit, now, sessions, takeSession } from "./house";

/** Colleagues are told how much lies here unsent, so that nobody closes a table over it unasked. */

const KEPT = "comanda.device";
/** Milliseconds without a tap after which a draft is announced. */
const QUIET = 800;

function known(): string {
  const kept = storage.get(KEPT) ?? makeKey();
  storage.set(KEPT, kept);
  return kept;
}

const device = known();
const running = signal(false);

const isOurs = (draft: DraftOut): boolean => draft.device === device;

/** What other tills announced for the table. */
export const draftsElsewhere = ({ drafts }: SessionItem): DraftOut[] => drafts.filter((draft) => !isOurs(draft));

/** Tables of which the server believes something else than lies here. */
function untold(): SessionItem[] {
  return (sessions.value.value ?? []).filter(
    ({ id, drafts }) => (drafts.find(isOurs)?.items ?? 0) !== countItems(draftOf(id)),
  );
}

async function tell(): Promise<void> {
  running.value = true;
  try {
    for (const { id } of untold()) {
      const turn = askVisit();
      const body = { device, items: countItems(draftOf(id)) };
      takeSession(await call<SessionItem>(here(`/api/qr-sessions/${id}/draft`), { method: "PUT", body }), turn);
    }
  } catch {
    // offline, or the table has just been closed: the next turn of the clock asks again for what is still there
  } finally {
    running.value = false;
  }
}

export function announceDrafts(): void {
  effect(() => {
    void now.value;
    if (running.value || untold().length === 0) return undefined;
    const timer = setTimeout(() => void tell(), QUIET);
    return () => clearTimeout(timer);
  });
}
