import type { Menu } from "../api/types";
import { askAgain } from "../lib/http";
import { menu } from "./menu";

let etag: string | null = null;
let asking: Promise<void> | null = null;
let timer = 0;

/** Fetch the menu if it changed; open sheets and the cart follow `products`. */
export function refreshMenu(): Promise<void> {
  asking ??= fetchMenu().finally(() => {
    asking = null;
  });
  return asking;
}

/** The server says which version is on sale now. */
export function hearVersion(version: number): void {
  if (menu.value?.version !== version) void refreshMenu().catch(() => undefined);
}

async function fetchMenu(): Promise<void> {
  const fresh = await askAgain<Menu>("/api/guest/menu", etag);
  if (!fresh) return;
  etag = fresh.etag;
  menu.value = fresh.answer;
  watchClock();
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** A lunch window opens or closes without anyone telling: ask again when it does. */
export function watchClock(): void {
  clearTimeout(timer);
  const changesAt = menu.value?.changes_at;
  if (!changesAt) return;
  const wait = Math.max(1_000, Date.parse(changesAt) - Date.now() + 500);
  if (wait < LONGEST_TIMER) timer = window.setTimeout(() => void refreshMenu().catch(() => undefined), wait);
}
