import type { IconNode } from "lucide";
import BellRing from "lucide/dist/esm/icons/bell-ring.mjs";
import Check from "lucide/dist/esm/icons/check.mjs";
import ChefHat from "lucide/dist/esm/icons/chef-hat.mjs";
import CircleX from "lucide/dist/esm/icons/circle-x.mjs";
import Hourglass from "lucide/dist/esm/icons/hourglass.mjs";
import type { LineStatus, Order } from "../api/types";
import { clock, t } from "../lib/i18n";
import { now } from "../lib/now";
import type { StateTone } from "../ui/State";

export type RoundState = { tone: StateTone; icon: IconNode; word: string };

/** What a guest wants to know of a round: the kitchen's news come before the money's. `byItself`: nobody has to confirm it. */
export function roundState({ status, confirmed_at, lines }: Order, byItself = false): RoundState {
  if (status === "OPEN")
    return { tone: "waiting", icon: Hourglass, word: t(byItself ? "round.by_itself" : "round.waiting") };
  if (status === "CANCELLED") return { tone: "late", icon: CircleX, word: t("round.cancelled") };
  const live = lines.map((line) => line.status).filter((line) => line !== "VOIDED");
  const all = (...wanted: LineStatus[]) => live.every((line) => wanted.includes(line));
  if (!live.length) return { tone: "late", icon: CircleX, word: t("round.cancelled") };
  if (all("SERVED")) return { tone: "calm", icon: Check, word: t("round.served") };
  if (all("READY", "SERVED")) return { tone: "ready", icon: BellRing, word: t("round.ready") };
  if (!all("FIRED", "PLACED", "HELD")) return { tone: "calm", icon: ChefHat, word: t("round.preparing") };
  return { tone: "calm", icon: ChefHat, word: t("round.kitchen", { time: clock(confirmed_at ?? now()) }) };
}
