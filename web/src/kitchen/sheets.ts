import { effect, signal } from "@preact/signals";
import { device } from "../lib/storage";

/** The one sheet that lies over the rail, if any. */
export type Shown =
  | { kind: "ready" }
  | { kind: "off"; dish: { id: string; name: string } }
  | { kind: "cannot"; ticketId: string }
  | { kind: "sold out" }
  | { kind: "post" };

export const shown = signal<Shown | null>(null);

export function show(sheet: Shown): void {
  shown.value = sheet;
}

export function closeSheet(): void {
  shown.value = null;
}

const KEPT = "comanda.all_day";
const WIDE = 1600;
/** The all-day list stands beside the rail; a wide screen has room for it from the start. */
export const allDayShown = signal((device.get(KEPT) ?? String(innerWidth >= WIDE)) === "true");
effect(() => device.set(KEPT, String(allDayShown.value)));
