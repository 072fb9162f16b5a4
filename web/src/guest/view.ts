import { effect, signal } from "@preact/signals";
import type { CartLine } from "../lib/cart";
import { visit } from "./visit";

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

/** An entry of the phone's history: a page of the app, and how many sheets lie on it. */
type Kept = { view?: View; depth?: number } | null;

const openSheets = (): number =>
  Number(cartOpen.value) + Number(openDish.value !== null) + Number(sheet.value !== null);
let depth = (history.state as Kept)?.depth ?? 0;
let homing = false;

/** Every sheet is a step of the history; one that was closed by hand leaves its step for the next. */
effect(() => {
  const open = openSheets();
  if (open <= depth) return;
  depth = open;
  history.pushState({ view: view.peek(), depth }, "", location.href);
});

function closeTop(): void {
  if (openDish.value) openDish.value = null;
  else if (sheet.value) sheet.value = null;
  else cartOpen.value = false;
}

/** Go to a page of the app; the phone's back button leads back. */
export function go(next: View): void {
  if (next === view.value) return;
  if (next === "menu" && (history.state as Kept)?.view) {
    homing = true;
    history.back();
    return;
  }
  const step = view.value === "menu" && depth === 0 ? "pushState" : "replaceState";
  depth = 0;
  history[step]({ view: next }, "", location.href);
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

addEventListener("popstate", () => {
  // An entry from before joining still carries the code.
  if (visit.value && location.search) history.replaceState(history.state, "", location.pathname);
  const kept = history.state as Kept;
  const next = kept?.view ?? "menu";
  depth = kept?.depth ?? 0;
  if (homing && next !== "menu") {
    history.back();
    return;
  }
  homing = false;
  while (openSheets() > depth) closeTop();
  if (next !== view.value) show(next);
});
