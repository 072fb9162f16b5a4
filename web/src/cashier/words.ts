import type { IconNode } from "lucide";
import Armchair from "lucide/dist/esm/icons/armchair.mjs";
import Check from "lucide/dist/esm/icons/check.mjs";
import CheckCheck from "lucide/dist/esm/icons/check-check.mjs";
import CircleDashed from "lucide/dist/esm/icons/circle-dashed.mjs";
import ConciergeBell from "lucide/dist/esm/icons/concierge-bell.mjs";
import CookingPot from "lucide/dist/esm/icons/cooking-pot.mjs";
import Hourglass from "lucide/dist/esm/icons/hourglass.mjs";
import Sparkle from "lucide/dist/esm/icons/sparkle.mjs";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import Utensils from "lucide/dist/esm/icons/utensils.mjs";
import Wallet from "lucide/dist/esm/icons/wallet.mjs";
import X from "lucide/dist/esm/icons/x.mjs";
import type { LineStatus, Order, SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import type { StateTone } from "../ui/State";
import type { FloorState, Spot } from "./floor";
import { sessions } from "./house";

/** One word, one icon and one tone for each state, on every screen the same. */
export type Sign = { tone: StateTone; icon: IconNode; word: string };

const FLOOR_ICONS: Record<FloorState, IconNode> = {
  free: CircleDashed,
  seated: Armchair,
  new_order: Sparkle,
  cooking: CookingPot,
  ready: ConciergeBell,
  eating: Utensils,
  paid: Wallet,
};

const FLOOR_TONES: Partial<Record<FloorState, StateTone>> = { new_order: "waiting", ready: "ready", paid: "paid" };

export function spotSign({ state, late }: Spot): Sign {
  if (late) return { tone: "late", icon: TriangleAlert, word: t("floor.late") };
  return { tone: FLOOR_TONES[state] ?? "calm", icon: FLOOR_ICONS[state], word: t(`floor.${state}`) };
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

/** "18 min", "1 h 05": how long ago, at a glance. */
export function age(minutes: number): string {
  if (minutes < 60) return t("age.minutes", { n: minutes });
  return t("age.hours", { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") });
}
