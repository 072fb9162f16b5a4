import type { IconNode } from "lucide";
import Armchair from "lucide/dist/esm/icons/armchair.mjs";
import Check from "lucide/dist/esm/icons/check.mjs";
import CheckCheck from "lucide/dist/esm/icons/check-check.mjs";
import CircleDashed from "lucide/dist/esm/icons/circle-dashed.mjs";
import CircleHelp from "lucide/dist/esm/icons/circle-question-mark.mjs";
import ConciergeBell from "lucide/dist/esm/icons/concierge-bell.mjs";
import CookingPot from "lucide/dist/esm/icons/cooking-pot.mjs";
import Hourglass from "lucide/dist/esm/icons/hourglass.mjs";
import Receipt from "lucide/dist/esm/icons/receipt-text.mjs";
import Sparkle from "lucide/dist/esm/icons/sparkle.mjs";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import Utensils from "lucide/dist/esm/icons/utensils.mjs";
import Wallet from "lucide/dist/esm/icons/wallet.mjs";
import X from "lucide/dist/esm/icons/x.mjs";
import type { GuestCall, LineStatus, Order, SessionItem } from "../api/types";
import { givenName } from "../lib/given";
import { clock, language, t, tOr } from "../lib/i18n";
import { serverTime } from "../lib/now";
import type { Job } from "../lib/outbox";
import { allergenName } from "../staff/allergens";
import { countOf } from "../staff/doing";
import type { StateTone } from "../ui/State";
import type { FloorState, Spot } from "./floor";
import { sessions } from "./house";

/** One word, one icon and one tone for each state, on every screen the same. */
export type Sign = { tone: StateTone; icon: IconNode; word: string };

const FLOOR_ICONS: Record<FloorState, IconNode> = {
  free: CircleDashed,
  seated: Armchair,
  forgotten: CircleHelp,
  new_order: Sparkle,
  cooking: CookingPot,
  ready: ConciergeBell,
  bill_asked: Receipt,
  eating: Utensils,
  paid: Wallet,
  to_come: CookingPot,
};

const FLOOR_TONES: Partial<Record<FloorState, StateTone>> = {
  new_order: "waiting",
  bill_asked: "waiting",
  forgotten: "waiting",
  ready: "ready",
  paid: "paid",
};

/** What waits too long says so in red, and still says what it is. */
export function spotSign({ state, pressing }: Spot): Sign {
  const word = t(`floor.${state}`);
  if (pressing === "late") return { tone: "late", icon: TriangleAlert, word: t("floor.late", { state: word }) };
  return { tone: FLOOR_TONES[state] ?? "calm", icon: FLOOR_ICONS[state], word };
}

const LINE_ICONS: Record<LineStatus, IconNode> = {
  PLACED: Hourglass,
  HELD: Hourglass,
  FIRED: Check,
  PREPARING: CookingPot,
  READY: ConciergeBell,
  SERVED: CheckCheck,
  VOIDED: X,
};

const LINE_TONES: Partial<Record<LineStatus, StateTone>> = { PLACED: "waiting", READY: "ready", VOIDED: "late" };

export function lineSign(status: LineStatus): Sign {
  return { tone: LINE_TONES[status] ?? "calm", icon: LINE_ICONS[status], word: t(`line.${status}`) };
}

type Placed = Pick<SessionItem, "table_label" | "name">;

/** "Table 4", the name somebody gave, or "Counter sale". */
export function placeName({ table_label, name }: Placed): string {
  if (table_label !== null) return t("table.named", { table: table_label });
  return name ?? t("counter.title");
}

/** Where an order belongs; a counter sale is known by the name its visit has. */
export function orderPlace({ qr_session_id, table_label }: Order): string {
  const visit = sessions.value.value?.find(({ id }) => id === qr_session_id);
  return placeName({ table_label, name: visit?.name ?? null });
}

/** "Guest Basil", whose name alone could be a dish's; a colleague by name. */
export function whoPlaced({ placed_by: name, source }: Pick<Order, "placed_by" | "source">): string {
  if (source !== "guest") return name ?? t("round.staff");
  return name ? t("guest.named", { name: givenName(name) }) : t("round.guest");
}

/** "18 min", "1 h 05": how long ago, at a glance. */
export function age(minutes: number): string {
  if (minutes < 60) return t("age.minutes", { n: minutes });
  return t("age.hours", { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") });
}

/** Names in the reader's way of listing: "gluten, milk and eggs", or "Ann or Ben". */
export const enumerated = (names: readonly string[], type: "conjunction" | "disjunction" = "conjunction"): string =>
  new Intl.ListFormat(language(), { type }).format(names);

export const allergyWords = (codes: readonly string[]): string => enumerated(codes.map(allergenName));

/** "Wants somebody", "The bill, by card". */
export function callWords({ kind, how }: GuestCall): string {
  if (kind !== "bill") return t(`call.${kind}`);
  return how ? t(`call.bill_${how}`) : t("call.bill");
}

/** The usual reasons for turning down what a phone or a table has sent. */
export const downReasons = (): string[] => [
  t("reason.nobody"),
  t("reason.ask_us"),
  t("reason.twice"),
  t("reason.no_time"),
];

/** Why a kept order or payment waits for a person. */
export function reasonOf(job: Job): string {
  if (!job.refused) return t("needs_you.old", { time: clock(serverTime(job.at)) });
  return tOr(`refused.${job.refused.slug}`, "refused.other", {
    reason: job.refused.title,
    n: countOf(job.refused.extras),
  });
}
