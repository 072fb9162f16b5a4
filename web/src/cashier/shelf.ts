import { signal } from "@preact/signals";
import { menu } from "./house";

/** Which half of a table a phone shows. */
export type Side = "rounds" | "menu";
export const side = signal<Side>("rounds");

/** The part of the menu that is open at the till; it stays from table to table, as after every round of drinks. */
export const shelfId = signal<string | null>(null);

/** Show the dishes a product stands among. */
export function openShelfOf(productId: string): void {
  const type = menu.value.value?.product_types.find(({ products }) => products.some(({ id }) => id === productId));
  if (type) shelfId.value = type.id;
  side.value = "menu";
}
