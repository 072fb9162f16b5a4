import { computed, signal } from "@preact/signals";
import type { Product } from "../api/types";
import { addLine, type CartLine } from "../lib/cart";
import { unitPrice } from "../lib/menu";

/** What this device is about to order, kept through a reload. */
export const cart = signal<readonly CartLine[]>([]);
const counts = computed(() => {
  const found = new Map<string, number>();
  for (const { product_id, quantity } of cart.value) found.set(product_id, (found.get(product_id) ?? 0) + quantity);
  return found;
});

/** How many of a product lie in the cart. */
export function countOf(productId: string): number {
  return counts.value.get(productId) ?? 0;
}

export function add(product: Product, picks: CartLine["picks"], quantity: number, note = ""): void {
  const unit = unitPrice(product, picks);
  cart.value = addLine(cart.value, { product_id: product.id, name: product.name, picks, quantity, note, unit });
}
