import { effect, signal, untracked } from "@preact/signals";
import type { ApiPath } from "../api/types";
import { type Fetched, fetched } from "../staff/fetched";
import { me } from "../staff/identity";
import { call, callAll } from "../staff/server";
import { route } from "./route";
import type { Account, Branch, Health, Organization } from "./wire";

/** What the platform holds. Nothing here is pushed: it is asked again whenever a page is opened. */
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

export const healthAt = signal(Date.now());
const LOOK_AGAIN = 15_000;

async function look(): Promise<void> {
  await health.load();
  if (!health.fault.peek()) healthAt.value = Date.now();
}

function lookAtOrganization(id: string): void {
  if (lookedAt.peek() !== id) branches.forget();
  lookedAt.value = id;
  void organizations.load();
  void managers.load();
  void branches.load();
}

/** Fetch what the page in view shows; the health page again and again. */
function serve(): (() => void) | undefined {
  const shown = route.value;
  if (shown.page === "organizations") void organizations.load();
  if (shown.page === "organization") lookAtOrganization(shown.id);
  if (shown.page === "managers") {
    void organizations.load();
    void managers.load();
  }
  if (shown.page !== "health") return undefined;
  void look();
  const timer = setInterval(() => void look(), LOOK_AGAIN);
  return () => clearInterval(timer);
}

const PARTS: readonly Pick<Fetched<unknown>, "forget">[] = [organizations, managers, health, branches];

export function keepPlatform(): void {
  effect(() => {
    if (route.value && me.value) return untracked(serve);
    for (const part of PARTS) part.forget();
    return undefined;
  });
}
