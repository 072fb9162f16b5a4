import { signal } from "@preact/signals";
import { forgetFaults } from "../staff/doing";

/** Which screen is shown; the address carries it, so that back and reload do what one expects. */
export type Route = { screen: "floor" } | { screen: "board" } | { screen: "table"; sessionId: string };

export function readRoute(hash: string): Route {
  const [screen, id] = hash.replace(/^#\/?/, "").split("/");
  if (screen === "tables" && id) return { screen: "table", sessionId: id };
  return screen === "board" ? { screen: "board" } : { screen: "floor" };
}

export const route = signal<Route>(readRoute(location.hash));
addEventListener("hashchange", () => {
  route.value = readRoute(location.hash);
  forgetFaults();
});

export const FLOOR = "#/floor";
export const BOARD = "#/board";
export const tablePath = (sessionId: string): string => `#/tables/${sessionId}`;

export function go(path: string): void {
  location.hash = path;
}
