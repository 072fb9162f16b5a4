import { computed, signal } from "@preact/signals";
import type { Order } from "../api/types";
import { now as serverNow } from "../lib/now";
import { orders } from "./table";
import { visit } from "./visit";

const now = signal(serverNow());
const waiting = computed(() => orders.value?.some(({ status }) => status === "OPEN") === true);

let ticking = 0;
waiting.subscribe((some) => {
  clearInterval(ticking);
  if (!some) return;
  now.value = serverNow();
  ticking = window.setInterval(() => {
    now.value = serverNow();
  }, 1000);
});

/** Seconds in which this guest may still take the order back; null where it waits for staff, or is somebody else's. */
export function secondsLeft({ mine, status, created_at, lines, held_because }: Order): number | null {
  const wait = visit.value?.ordering.confirms_after ?? null;
  if (wait === null || !mine || status !== "OPEN" || held_because !== null) return null;
  if (lines.some((line) => line.allergies.length)) return null;
  return Math.min(wait, Math.max(0, Math.ceil(wait - (now.value - Date.parse(created_at)) / 1000)));
}
