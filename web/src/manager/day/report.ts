import { computed, effect, signal, untracked } from "@preact/signals";
import type { ApiPath } from "../../api/types";
import { language } from "../../lib/i18n";
import { fetched } from "../../staff/fetched";
import { branch, branches, me } from "../../staff/identity";
import { call, here } from "../../staff/server";
import { serviceMoved } from "../house";
import type { DayPage } from "../wire";

/** Null is the business day that runs now. */
export const chosenDate = signal<string | null>(null);
export const isSideBySide = signal(false);

export const query = computed(() => {
  const asked = new URLSearchParams();
  if (chosenDate.value) asked.set("date", chosenDate.value);
  if (branch.value && !(isSideBySide.value && branches.value.length > 1)) asked.set("branch_id", branch.value.id);
  return asked.toString();
});

export const page = fetched(async () => {
  const asked = chosenDate.peek();
  const found = await call<DayPage>(`/api/reports/day?${query.value}` as ApiPath);
  if (asked === null) today.value = found.date;
  return found;
});
/** The day that runs now, once it is known. */
export const today = signal<string | null>(null);

/** Whether the branch has ever sold anything, and what of it is there already. */
export const begun = fetched(async () => {
  const branchId = branch.peek()?.id;
  const paths = [here("/api/orders", { status: "PAID", limit: 1 }), here("/api/tables"), here("/api/staff")];
  const found = await Promise.all(paths.map((path) => call<{ items: unknown[] }>(path)));
  const [sold, tables, staff] = found.map(({ items }) => items.length > 0);
  return { branchId, sold, tables, staff };
});

/** Another day; the one that runs now is followed. */
export function chooseDate(date: string | null): void {
  chosenDate.value = date && today.value && date >= today.value ? null : date;
}
/** A spreadsheet reads figures as its country writes them. */
export const csvPath = computed(() => {
  const decimal = (1.5).toLocaleString(language()).includes(",") ? "comma" : "point";
  return `/api/reports/day.csv?${query.value}&decimal=${decimal}`;
});

const QUIET_FOR = 1_500;
let timer = 0;

/** Another question is asked at once; what happens in the house is followed, a burst of it once. */
export function keepReport(): void {
  effect(() => {
    query.value;
    if (me.value && branch.value) untracked(() => void page.load());
    else page.forget();
  });
  effect(() => {
    if (serviceMoved.value === 0 || chosenDate.value !== null) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => void page.load(), QUIET_FOR);
  });
}
