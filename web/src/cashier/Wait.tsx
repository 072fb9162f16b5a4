import Clock from "lucide/dist/esm/icons/clock.mjs";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import type { Lateness } from "../api/types";
import { State, type StateTone } from "../ui/State";
import { minutesSince, type Pressing, pressingSince } from "./floor";
import { limits, now } from "./house";
import { age } from "./words";

const TONES: Record<Pressing, StateTone> = { calm: "calm", soon: "waiting", late: "late" };

/** How long somebody has waited, by the branch's own limits; said with an icon once it is too long. */
export function Wait({ since, what }: { since: string; what: keyof Lateness }) {
  const pressing = pressingSince(since, limits.value[what], now.value);
  const icon = pressing === "late" ? TriangleAlert : Clock;
  return <State tone={TONES[pressing]} icon={icon} word={age(minutesSince(since, now.value))} />;
}
