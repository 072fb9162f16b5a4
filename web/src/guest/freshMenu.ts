import type { Menu } from "../api/types";
import { askAgain } from "../lib/http";
import { now } from "../lib/now";
import { askOnceMore } from "../lib/onceMore";
import { inReadersLanguage } from "../lib/translated";
import { menu } from "./menu";

let etag: string | null = null;
let asking: Promise<void> | null = null;
let timer = 0;

/** Fetch the menu if it changed, and go on asking while nobody answers; open sheets and the cart follow `products`. */
export function refreshMenu(): Promise<void> {
  asking ??= fetchMenu()
    .catch((fault) => {
      askOnceMore(fault, refreshQuietly);
      throw fault;
    })
    .finally(() => {
      asking = null;
    });
  return asking;
}

const refreshQuietly = (): Promise<void> => refreshMenu().catch(() => undefined);

/** The server says which version is on sale now. A fetch that began before it is followed by another. */
export function hearVersion(version: number): void {
  if ((menu.value?.version ?? 0) >= version) return;
  const begun = asking;
  void (begun ?? Promise.resolve())
    .catch(() => undefined)
    .then(() => {
      if ((menu.value?.version ?? 0) < version) return refreshMenu();
    })
    .catch(() => undefined);
}

async function fetchMenu(): Promise<void> {
  const fresh = await askAgain<Menu>("/api/guest/menu", etag);
  if (fresh) {
    etag = fresh.etag;
    menu.value = inReadersLanguage(fresh.answer);
  }
  watchClock();
}

/** A phone whose clock is ahead asks early: not every moment, but until the change has come. */
const AGAIN = 5_000;
const LONGEST_TIMER = 2 ** 31 - 1;

/** A lunch window opens or closes without anyone telling: ask again when it does. */
export function watchClock(): void {
  clearTimeout(timer);
  const changesAt = menu.value?.changes_at;
  if (!changesAt) return;
  const wait = Math.max(AGAIN, Date.parse(changesAt) - now() + 500);
  if (wait < LONGEST_TIMER) timer = window.setTimeout(refreshQuietly, wait);
}
