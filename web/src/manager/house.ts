import { computed, effect, signal, untracked } from "@preact/signals";
import type { EventFrame, Me, Menu } from "../api/types";
import type { Live } from "../lib/live";
import { now } from "../lib/now";
import { fetched } from "../staff/fetched";
import { followBranch } from "../staff/follow-branch";
import { branch, branches, chooseBranch, me } from "../staff/identity";
import { call, callAll, here } from "../staff/server";
import { forgetCatalog, loadCatalog } from "./catalog";
import type { House } from "./wire";

/** The organization's branches with their settings. */
export const houses = fetched(() => callAll<House>("/api/branches"));
/** What the chosen branch sells now. */
export const menu = fetched(() => call<Menu>(here("/api/menu")));

export const currency = computed(() => branches.value[0]?.currency ?? houses.value.value?.[0]?.currency ?? "EUR");
/** The language all plain texts of the catalog are in. */
export const ownTongue = computed(() => houses.value.value?.[0]?.language ?? "en");
export const live = signal<Live | null>(null);
/** Goes up when money moved or a table opened or closed. */
export const serviceMoved = signal(0);

let menuTimer = 0;
effect(() => {
  const at = menu.value.value?.changes_at;
  clearTimeout(menuTimer);
  if (!at) return;
  const wait = Math.max(1_000, new Date(at).getTime() - now());
  menuTimer = window.setTimeout(menu.load, Math.min(wait, 2 ** 31 - 1));
});

/** What this person may do is told by the server alone; the organization may have changed it while the page is open. */
async function refreshRights(): Promise<void> {
  const known = await call<Me>("/api/auth/me").catch(() => null);
  if (known && me.peek()) me.value = known;
}

/** No branch hears of what its organization decides. */
const ASK_RIGHTS_EVERY = 10_000;

function hear({ kind }: EventFrame): void {
  if (kind === "menu.published") loadCatalog();
  if (kind === "menu.published" || kind.endsWith(".availability")) void menu.load();
  if (/^(session|order|bill|payment)\./.test(kind)) serviceMoved.value++;
}

function hearMenu(version: number): void {
  const known = menu.value.peek();
  if (!known || known.version === version) return;
  void menu.load();
  loadCatalog();
}

function loadAll(): void {
  void menu.load();
  loadCatalog();
  serviceMoved.value++;
}

/** A manager begins in the first branch; choosing another is two taps. */
export function keepHouse(): void {
  effect(() => {
    const [first] = branches.value;
    if (first && !branch.value) chooseBranch(first.id);
  });
  effect(() => {
    const person = me.value;
    untracked(() => {
      if (person) void houses.load();
      else forgetHouse();
    });
  });
  effect(() => {
    const id = branch.value?.id;
    return id ? untracked(() => serve(id)) : undefined;
  });
}

function forgetHouse(): void {
  houses.forget();
  menu.forget();
  forgetCatalog();
}

function serve(branchId: string): () => void {
  menu.forget();
  const following = followBranch({ onEvent: hear, onMenu: hearMenu, onResync: loadAll }, branchId);
  live.value = following;
  const asking = setInterval(() => void (me.peek()?.branch && refreshRights()), ASK_RIGHTS_EVERY);
  return () => {
    clearInterval(asking);
    following.stop();
    live.value = null;
  };
}
