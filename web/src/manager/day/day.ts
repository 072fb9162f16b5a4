import type { Day } from "../wire";

export type Hour = { hour: number; amount: number; bills: number };

/** All hours of a day that begins at `cutoff`, so that days and branches stand under each other; quiet ones are 0. */
export function hoursOf(byHour: Day["by_hour"], cutoff: number): Hour[] {
  const known = new Map(byHour.map((one) => [one.hour, one]));
  return Array.from({ length: 24 }, (_, step) => {
    const hour = (step + cutoff) % 24;
    return known.get(hour) ?? { hour, amount: 0, bills: 0 };
  });
}

export const isBusy = ({ bills, amount }: Hour): boolean => bills > 0 || amount !== 0;

/** The day before or after, as "2026-11-22". */
export function dayBeside(date: string, step: number): string {
  const at = new Date(`${date}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + step);
  return at.toISOString().slice(0, 10);
}

/** True when nothing was sold and no money was taken. */
export const isQuiet = ({ bills, by_hour, by_method }: Day): boolean =>
  bills === 0 && by_hour.length === 0 && by_method.length === 0;
