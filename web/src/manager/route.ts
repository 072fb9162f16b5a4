import { signal } from "@preact/signals";
import { forgetFaults } from "../staff/doing";

export type Screen = "today" | "menu" | "availability" | "floor" | "people" | "settings";

/** What is open beside the menu's tree. */
export type Opened =
  | { kind: "dish" | "section" | "choices"; id: string }
  | { kind: "library" }
  /** A group of options that is being made, for a dish, for a section or for nobody yet. */
  | { kind: "new-choices"; about: string | null };

export type Route = { screen: Exclude<Screen, "menu"> } | { screen: "menu"; opened: Opened | null };

const SCREENS: readonly string[] = ["today", "menu", "availability", "floor", "people", "settings"];

/** The address carries the screen, so that back and reload do what one expects. */
export function readRoute(hash: string): Route {
  const [screen = "", part, id] = hash.replace(/^#\/?/, "").split("/");
  if (screen === "menu") return { screen, opened: readOpened(part, id) };
  return { screen: SCREENS.includes(screen) ? (screen as "today") : "today" };
}

function readOpened(part: string | undefined, id: string | undefined): Opened | null {
  if (part === "library") return { kind: "library" };
  if (part === "new-choices") return { kind: "new-choices", about: id ?? null };
  if (id && (part === "dish" || part === "section" || part === "choices")) return { kind: part, id };
  return null;
}

export const route = signal<Route>(readRoute(location.hash));
addEventListener("hashchange", () => {
  route.value = readRoute(location.hash);
  forgetFaults();
});

export const screenPath = (screen: Screen): string => `#/${screen}`;
export const dishPath = (id: string): string => `#/menu/dish/${id}`;
export const sectionPath = (id: string): string => `#/menu/section/${id}`;
export const choicesPath = (id: string): string => `#/menu/choices/${id}`;
export const newChoicesPath = (about?: string): string => `#/menu/new-choices${about ? `/${about}` : ""}`;
export const LIBRARY = "#/menu/library";
export const MENU = "#/menu";

export function go(path: string): void {
  location.hash = path;
}
