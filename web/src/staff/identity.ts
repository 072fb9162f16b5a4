import { computed, effect, signal } from "@preact/signals";
import type { Branch, Me } from "../api/types";
import { tellTimesOf } from "../lib/i18n";
import { device } from "../lib/storage";

/** Who works here. `undefined` while we ask, null when nobody is signed in. */
export const me = signal<Me | null | undefined>(undefined);

/** Somebody who is signed in, but has no work in this app. */
export const visitor = signal<Me | null>(null);

/** True when a sign-in ended while somebody was working: the sign-in screen says so. */
export const wasSignedOut = signal(false);

const KEPT_BRANCH = "comanda.branch";
const chosenId = signal<string | null>(device.get(KEPT_BRANCH));
const roles = signal<ReadonlySet<string>>(new Set());

/** Said once by each app: the roles that have work in it. */
export function workAs(...served: string[]): void {
  roles.value = new Set(served);
}

export const mayWorkHere = (person: Me): boolean => roles.value.has(person.role);

/** Where this person has work in this app; the register is none for a cook's sign-in. */
export const branches = computed<readonly Branch[]>(() =>
  (me.value?.branches ?? []).filter(({ role }) => roles.value.has(role)),
);

/** The branch this screen serves: the only one, or the one that was chosen on this device. */
export const branch = computed<Branch | null>(() => {
  const [first, ...more] = branches.value;
  if (first && more.length === 0) return first;
  return branches.value.find(({ id }) => id === chosenId.value) ?? null;
});

effect(() => tellTimesOf(branch.value?.timezone));

export function chooseBranch(id: string | null): void {
  chosenId.value = id;
  if (id) device.set(KEPT_BRANCH, id);
  else device.remove(KEPT_BRANCH);
}

export function endSignIn(): void {
  if (me.value) wasSignedOut.value = true;
  me.value = null;
}
