import { computed, signal } from "@preact/signals";
import { setLimits } from "./devices";
import { sessions } from "./house";
import { turnedAway } from "./limits";

/** Tables whose limit somebody at this till has left as it is, and where it stood then. */
const left = signal<ReadonlyMap<string, number>>(new Map());

/** Tables at which a phone found no place and nobody has answered. */
export const away = computed(() => turnedAway(sessions.value.value ?? [], left.value));

/** Nobody more may join this table. */
export function leaveAt(sessionId: string, devices: number): void {
  left.value = new Map(left.value).set(sessionId, devices);
  void setLimits(sessionId, { devices });
}
