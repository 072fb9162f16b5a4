import { effect, signal, untracked } from "@preact/signals";
import type { ApiPath } from "../api/types";
import { now } from "../lib/now";
import { type Fetched, fetched } from "../staff/fetched";
import { me } from "../staff/identity";
import { call, callAll } from "../staff/server";
import { route } from "./route";
import type { Account, Branch, Health, Organization } from "./wire";

/** What the platform holds. Nothing is pushed: it is asked again when a page is opened or looked at, and every minute. */
const listed = <Item>(path: ApiPath) => fetched(() => callAll<Item>(path));

export const organizations = listed<Organization>("/api/organizations");
export const managers = listed<Account>("/api/managers");
export const health = fetched(() => call<Health>("/api/health"));

/** The branches of the organization that is looked at. */
const lookedAt = signal("");
export const branches = fetched(() => branchesOf(lookedAt.value));

/** Branches of any organization, for a choice. */
export const branchesOf = (organizationId: string): Promise<Branch[]> =>
  callAll<Branch>(`/api/organizations/${organizationId}/branches`);

export const healthAt = signal(now());
const LOOK_AGAIN = 15_000;
const LIST_AGAIN = 60_000;

async function look(): Promise<void> {
  await health.load();
  if (!health.fault.peek()) healthAt.value = now();
}

function lookAtOrganization(id: string): void {
  if (lookedAt.peek() !== id) branches.forget();
  lookedAt.value = id;
  void organizations.load();
  void managers.load();
  void branches.load();
}

/** Fetch what the page in view shows. */
function load(): void {
  if (document.hidden) return;
  const shown = route.peek();
  if (shown.page === "organizations") void organizations.load();
  if (shown.page === "organization") lookAtOrganization(shown.id);
  if (shown.page === "managers") {
    void organizations.load();
    void managers.load();
  }
  if (shown.page === "health") void look();
}

function serve(): () => void {
  load();
  const timer = setInterval(load, route.peek().page === "health" ? LOOK_AGAIN : LIST_AGAIN);
  document.addEventListener("visibilitychange", load);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", load);
  };
}

const PARTS: readonly Pick<Fetched<unknown>, "forget">[] = [organizations, managers, health, branches];

export function keepPlatform(): void {
  effect(() => {
    if (route.value && me.value) return untracked(serve);
    for (const part of PARTS) part.forget();
    return undefined;
  });
}
