import { computed, effect, signal, untracked } from "@preact/signals";
import { t } from "../lib/i18n";
import { branch, me } from "../staff/identity";
import { wakeSpeaker } from "../staff/speaker";
import { orders } from "./house";
import { needsYou } from "./sending";
import { ringNewOrder, ringRefused } from "./volume";

const REPEAT_EVERY = 20_000;

/** Guests' orders that wait; staff's own are confirmed on send and never ring. */
const waiting = computed(() => (orders.value.value ?? []).filter(({ status }) => status === "OPEN"));
const seen = signal<ReadonlySet<string>>(new Set());
/** Those that came in a moment ago: they drop in and glow. */
export const fresh = signal<ReadonlySet<string>>(new Set());
const FRESH_FOR = 2_400;

function welcome(ids: readonly string[]): void {
  fresh.value = new Set([...fresh.value, ...ids]);
  setTimeout(() => {
    fresh.value = new Set([...fresh.value].filter((id) => !ids.includes(id)));
  }, FRESH_FOR);
}

const isUnseen = computed(() => waiting.value.some(({ id }) => !seen.value.has(id)));

export const waitingCount = computed(() => waiting.value.length);

/** A hand on the screen has seen what is on it. */
function see(): void {
  wakeSpeaker();
  if (document.visibilityState === "visible" && isUnseen.value) seen.value = new Set(waiting.value.map(({ id }) => id));
}

function announce(ids: readonly string[]): void {
  if (ids.length === 0) return;
  welcome(ids);
  ringNewOrder();
}

function watchOrders(): void {
  let known: ReadonlySet<string> | null = null;
  effect(() => {
    if (orders.value.value === null) {
      known = null;
      return;
    }
    const ids = waiting.value.map(({ id }) => id);
    const before = known ?? new Set();
    if (known === null) seen.value = new Set(ids);
    else untracked(() => announce(ids.filter((id) => !before.has(id))));
    known = new Set(ids);
  });
  effect(() => {
    if (!isUnseen.value) return;
    const repeat = setInterval(() => untracked(ringNewOrder), REPEAT_EVERY);
    return () => clearInterval(repeat);
  });
}

/** Ring for new orders until they are seen, count them in the page's title. */
export function hangBell(): void {
  addEventListener("pointerdown", see);
  addEventListener("keydown", see);
  watchOrders();
  let refused = 0;
  effect(() => {
    if (needsYou.value.length > refused) untracked(ringRefused);
    refused = needsYou.value.length;
  });
  effect(() => {
    const place = me.value && branch.value ? branch.value.name : t("app.name");
    document.title = waitingCount.value ? t("title.waiting", { n: waitingCount.value, place }) : place;
  });
}
