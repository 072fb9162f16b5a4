import { signal } from "@preact/signals";
import type { Product } from "../api/types";
import { addLine, type CartLine } from "../lib/cart";
import { unitPrice } from "../lib/menu";

/** What this device is about to order, kept through a reload. */
export const cart = signal<readonly CartLine[]>([]);
export function add(product: Product, picks: CartLine["picks"], quantity: number, note = ""): void {
  const unit = unitPrice(product, picks);
  cart.value = addLine(cart.value, { product_id: product.id, name: product.name, picks, quantity, note, unit });
}
