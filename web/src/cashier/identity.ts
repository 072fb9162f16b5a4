import { computed, signal } from "@preact/signals";
import type { Branch, Me } from "../api/types";

/** Who works here. `undefined` while we ask, null when nobody is signed in. */
export const me = signal<Me | null | undefined>(undefined);

/** True when a sign-in ended while somebody was working: the sign-in screen says so. */
export const wasSignedOut = signal(false);

const KEPT_BRANCH = "comanda.branch";
const chosenId = signal<string | null>(localStorage.getItem(KEPT_BRANCH));

/** Where this person serves guests; a cook's sign-in has no work here. */
export const branches = computed<readonly Branch[]>(() =>
  (me.value?.branches ?? []).filter(({ role }) => role === "cashier" || role === "manager"),
);

/** The branch this screen serves: the only one, or the one that was chosen on this device. */
export const branch = computed<Branch | null>(() => {
  const [first, ...more] = branches.value;
  if (first && more.length === 0) return first;
  return branches.value.find(({ id }) => id === chosenId.value) ?? null;
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
