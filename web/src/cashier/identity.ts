import { computed, signal } from "@preact/signals";
import type { Branch, Me } from "../api/types";

/** Who works here. `undefined` while we ask, null when nobody is signed in. */
export const me = signal<Me | null | undefined>(undefined);

/** True when a sign-in ended while somebody was working: the sign-in screen says so. */
export const wasSignedOut = signal(false);

const KEPT_BRANCH = "comanda.branch";
const chosenId = signal<string | null>(localStorage.getItem(KEPT_BRANCH));

/** The branch this screen serves: the only one, or the one that was chosen on this device. */
export const branch = computed<Branch | null>(() => {
  const branches = me.value?.branches ?? [];
  if (branches.length === 1) return branches[0] ?? null;
  return branches.find(({ id }) => id === chosenId.value) ?? null;
});

export function chooseBranch(id: string | null): void {
  chosenId.value = id;
  if (id) localStorage.setItem(KEPT_BRANCH, id);
  else localStorage.removeItem(KEPT_BRANCH);
}

export function endSignIn(): void {
  if (me.value) wasSignedOut.value = true;
  me.value = null;
}
