import { computed, signal } from "@preact/signals";
import type { Care } from "../lib/allergens";
import { device } from "../lib/storage";

/** What this guest cannot have, said once for the visit and kept on this phone until it ends. */
export const allergies = signal<readonly string[]>([]);
/** Whether it goes with the orders, so that the kitchen reads it. */
export const telling = signal(true);
/** Which dishes of the menu are shown; all of them, or those of one group. */
export const shown = signal<Care | "all">("all");

/** What the next order says to the kitchen. */
export const stated = computed(() => (telling.value ? allergies.value : []));

const SHELVES = "care ";
type Kept = { allergies: readonly string[]; telling: boolean };

/** Take up what this phone was told in the same visit. */
export function unpackCare(sessionId: string): void {
  const shelf = SHELVES + sessionId;
  clearShelves(shelf);
  const kept = JSON.parse(device.get(shelf) ?? "null") as Kept | null;
  if (kept && !allergies.value.length) {
    allergies.value = kept.allergies;
    telling.value = kept.telling;
  }
  computed<Kept>(() => ({ allergies: allergies.value, telling: telling.value })).subscribe((now) => {
    if (now.allergies.length) device.set(shelf, JSON.stringify(now));
    else device.remove(shelf);
  });
}

function clearShelves(but?: string): void {
  for (const name of device.names()) if (name.startsWith(SHELVES) && name !== but) device.remove(name);
}

/** The visit is over: what somebody cannot have is nobody's business any more, also where the page opens only now. */
export function forgetCare(): void {
  clearShelves();
  allergies.value = [];
  telling.value = true;
  shown.value = "all";
}
