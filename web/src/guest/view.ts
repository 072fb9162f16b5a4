import { signal } from "@preact/signals";
import type { CartLine } from "../lib/cart";

export type View = "menu" | "rounds" | "bill";

export const view = signal<View>("menu");

export type DishAsked = { product_id: string; line?: CartLine };

/** The dish whose sheet is open, from the menu or from a line of the cart. */
export const openDish = signal<DishAsked | null>(null);
export const cartOpen = signal(false);
/** The overview of the menu's sections. */
export const sectionsOpen = signal(false);
/** The sheet of `carePart` that is open. */
export const sheet = signal<"allergies" | "call" | null>(null);

type Kept = { view?: View } | null;

/** Go to a page of the app; the phone's back button leads back. */
export function go(next: View): void {
  if (next === view.value) return;
  if (next === "menu" && (history.state as Kept)?.view) {
    history.back();
    return;
  }
  const step = view.value === "menu" ? "pushState" : "replaceState";
  history[step]({ view: next }, "", location.pathname);
  show(next);
}

let menuTop = 0;

/** Every page begins at its top, but for the menu: the guest comes back to where they were reading. */
function show(next: View): void {
  if (view.value === "menu") menuTop = scrollY;
  view.value = next;
  requestAnimationFrame(() => scrollTo(0, next === "menu" ? menuTop : 0));
}

history.scrollRestoration = "manual";

addEventListener("popstate", () => show((history.state as Kept)?.view ?? "menu"));
