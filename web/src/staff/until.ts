/** When a branch's day ends unless it says otherwise. */
const CUTOFF = "04:00";
const MINUTE = 60_000;

/** How long something is off: the screens' own words. */
export type OffFor = "today" | "half_hour" | "two_hours" | "switched_on";

/** A zone by its name; where this browser does not know the name, its own zone, which is the restaurant's as a rule. */
function knownZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Minutes a zone's clock is ahead of UTC at that instant. */
function zoneOffset(at: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: knownZone(timezone),
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return Math.round((local - Math.floor(at / MINUTE) * MINUTE) / MINUTE);
}

/** The next cutoff of the branch's own clock, in milliseconds since the epoch. */
export function endOfBusinessDay(now: number, timezone: string, cutoff = CUTOFF): number {
  const [hour, minute] = cutoff.split(":").map(Number);
  const local = new Date(now + zoneOffset(now, timezone) * MINUTE);
  const today = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate(), hour, minute);
  const end = local.getTime() < today ? today : today + 24 * 60 * MINUTE;
  const guess = end - zoneOffset(now, timezone) * MINUTE;
  return end - zoneOffset(guess, timezone) * MINUTE;
}

/** The `until` of the wire, or nothing: off until somebody switches it on. */
export function untilOf(off: OffFor, now: number, timezone: string, cutoff?: string): { until?: string } {
  if (off === "switched_on") return {};
  if (off === "today") return { until: new Date(endOfBusinessDay(now, timezone, cutoff)).toISOString() };
  return { until: new Date(now + (off === "half_hour" ? 30 : 120) * MINUTE).toISOString() };
}
