import { signal } from "@preact/signals";
import { forgetFaults } from "../staff/doing";

/** Which page is shown; the address carries it. */
export type Route =
  | { page: "organizations" }
  | { page: "organization"; id: string }
  | { page: "managers" }
  | { page: "health" };

export function readRoute(hash: string): Route {
  const [page, id] = hash.replace(/^#\/?/, "").split("/");
  if (page === "organizations" && id) return { page: "organization", id };
  return page === "managers" || page === "health" ? { page } : { page: "organizations" };
}

export const route = signal<Route>(readRoute(location.hash));
addEventListener("hashchange", () => {
  route.value = readRoute(location.hash);
  forgetFaults();
});

export const ORGANIZATIONS = "#/organizations";
export const MANAGERS = "#/managers";
export const HEALTH = "#/health";
export const organizationPath = (id: string): string => `${ORGANIZATIONS}/${id}`;

export function go(path: string): void {
  location.hash = path;
}
