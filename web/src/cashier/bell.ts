import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import { t } from "../lib/i18n";
import { branch, me } from "../staff/identity";
import { wakeSpeaker } from "../staff/speaker";
import { away } from "./away";
import { flagged } from "./flagged";
import { sumFloor } from "./floor";
import { calls, limits, now, orders, sessions } from "./house";
import { needsYou } from "./sending";
import { pulseLate, ringBill, ringCall, ringNewOrder, ringRefused } from "./volume";

const REPEAT_EVERY = 20_000;
const PULSE_EVERY = 60_000;

type Ids = readonly string[];
/** Something that rings until a hand on the screen has seen it. */
type Alarm = { waiting: ReadonlySignal<Ids | null>; ring: () => void; seen: ReadonlySignal<boolean>; see: () => void };

/** Those that came in a moment ago: they drop in and glow. */
export const fresh = signal<ReadonlySet<string>>(new Set());
const FRESH_FOR = 2_400;

function welcome(ids: Ids): void {
  fresh.value = new Set([...fresh.value, ...ids]);
  setTimeout(() => {
    fresh.value = new Set([...fresh.value].filter((id) => !ids.includes(id)));
  }, FRESH_FOR);
}

function alarm(waiting: ReadonlySignal<Ids | null>, ring: () => void): Alarm {
  const known = signal<ReadonlySet<string>>(new Set());
  const see = () => {
    known.value = new Set(waiting.value ?? []);
  };
  return { waiting, ring, seen: computed(() => (waiting.value ?? []).every((id) => known.value.has(id))), see };
}

const idsOf = (items: readonly { id: string }[] | null | undefined): Ids | null => items?.map(({ id }) => id) ?? null;
/** Guests' orders that wait; staff's own are confirmed on send and never ring. */
const waitingOrders = computed(() => idsOf(orders.value.value?.filter(({ status }) => status === "OPEN")));
const asked = (bill: boolean) =>
  computed(() => idsOf(calls.value.value?.filter(({ kind }) => (kind === "bill") === bill)));
const alarms: readonly Alarm[] = [
  alarm(waitingOrders, ringNewOrder),
  alarm(asked(false), ringCall),
  alarm(asked(true), ringBill),
  alarm(
    computed(() => orders.value.value && flagged.value.map(({ line }) => line.id)),
    ringRefused,
  ),
];

export const waitingCount = computed(() => waitingOrders.value?.length ?? 0);
/** Everything somebody on the floor has to answer. */
export const askedCount = computed(
  () => away.value.length + alarms.reduce((sum, { waiting }) => sum + (waiting.value?.length ?? 0), 0),
);

/** A hand on the screen has seen what is on it. */
function see(): void {
  wakeSpeaker();
  if (document.visibilityState !== "visible") return;
  for (const one of alarms) if (!one.seen.value) one.see();
}

function hang({ waiting, ring, seen, see }: Alarm): void {
  let known: ReadonlySet<string> | null = null;
  effect(() => {
    const ids = waiting.value;
    const before = known;
    known = ids && new Set(ids);
    if (ids && !before) untracked(see);
    const added = before ? (ids ?? []).filter((id) => !before.has(id)) : [];
    if (added.length === 0) return;
    untracked(() => {
      welcome(added);
      ring();
    });
  });
  effect(() => {
    if (seen.value) return;
    const repeat = setInterval(ring, REPEAT_EVERY);
    return () => clearInterval(repeat);
  });
}

/** Ring for what is new until it is seen, pulse while somebody waits too long, count all of it in the page's title. */
export function hangBell(): void {
  addEventListener("pointerdown", see);
  addEventListener("keydown", see);
  for (const one of alarms) hang(one);
  let refused = 0;
  effect(() => {
    if (needsYou.value.length > refused) untracked(ringRefused);
    refused = needsYou.value.length;
  });
  const isLate = computed(() => sumFloor(sessions.value.value ?? [], limits.value, now.value).late > 0);
  effect(() => {
    if (!isLate.value) return;
    const pulse = setInterval(pulseLate, PULSE_EVERY);
    return () => clearInterval(pulse);
  });
  effect(() => {
    const place = me.value && branch.value ? branch.value.name : t("app.name");
    document.title = askedCount.value ? t("title.waiting", { n: askedCount.value, place }) : place;
  });
}
