import type { Day } from "../wire";

export type Hour = { hour: number; amount: number; bills: number };

/** Fewer bars would look like a wall. */
const LEAST_HOURS = 8;

/** From the first sale to the last, at least eight hours of a day that begins at `cutoff`; quiet ones stand at 0. */
export function hoursOf(byHour: Day["by_hour"], cutoff: number): Hour[] {
  const place = (hour: number) => (hour - cutoff + 24) % 24;
  const known = new Map(byHour.map((one) => [place(one.hour), one]));
  if (known.size === 0) return [];
  const begun = Math.min(...known.keys());
  const last = Math.min(23, Math.max(begun + LEAST_HOURS - 1, ...known.keys()));
  const first = Math.max(0, Math.min(begun, last - LEAST_HOURS + 1));
  return Array.from({ length: last - first + 1 }, (_, step) => {
    const at = first + step;
    return known.get(at) ?? { hour: (at + cutoff) % 24, amount: 0, bills: 0 };
  });
}

/** The day before or after, as "2026-11-22". */
export function dayBeside(date: string, step: number): string {
  const at = new Date(`${date}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + step);
  return at.toISOString().slice(0, 10);
}

/** True when nothing at all happened. */
export const isQuiet = (day: Day): boolean =>
  day.bills === 0 && day.open_tables.count === 0 && day.cancelled.items === 0;
