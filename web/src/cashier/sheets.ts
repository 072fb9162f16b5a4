import { signal } from "@preact/signals";
import type { FloorTable, Order, OrderLine, Product } from "../api/types";
import type { CartLine } from "../lib/cart";
import { forgetFaults } from "../staff/doing";

/** What lies on top of the screen; one at a time. */
export type Shown =
  | { kind: "open"; table: FloorTable }
  | { kind: "counter" }
  | { kind: "qr"; sessionId: string }
  | { kind: "bill"; sessionId: string }
  | { kind: "pay"; sessionId: string }
  | { kind: "options"; sessionId: string; product: Product; line: CartLine | null }
  | { kind: "availability"; productId: string }
  | { kind: "line"; order: Order; line: OrderLine }
  | { kind: "cancel"; order: Order }
  | { kind: "close"; sessionId: string }
  | { kind: "phones"; sessionId: string }
  | { kind: "turn-down"; sessionId: string }
  | { kind: "sound" }
  | { kind: "you" };

export const shown = signal<Shown | null>(null);

export function show(sheet: Shown): void {
  forgetFaults();
  shown.value = sheet;
}

export function closeSheet(): void {
  shown.value = null;
}
