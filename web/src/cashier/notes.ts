import { minorUnit } from "../lib/money";

/** Notes people carry, in whole units of the currency. */
const NOTES: Readonly<Record<string, readonly number[]>> = {
  EUR: [5, 10, 20, 50, 100, 200],
  GBP: [5, 10, 20, 50],
  USD: [1, 5, 10, 20, 50, 100],
  CHF: [10, 20, 50, 100, 200],
  JPY: [1000, 5000, 10000],
};
/** Where no list is known: the 1-2-5 rows every currency has somewhere. */
const ANY = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const MOST = 3;

/**
 * What a guest is likely to hand over for `due` minor units, smallest first and never exactly `due`:
 * one note, or the fewest of one kind.
 */
export function likelyNotes(due: number, currency: string): number[] {
  const scale = 10 ** minorUnit(currency);
  const piles = (NOTES[currency] ?? ANY).map((note) => Math.ceil(due / (note * scale)) * note * scale);
  const likely = [...new Set(piles)].filter((pile) => pile > due).sort((one, other) => one - other);
  const spread = likely.filter((pile, place) => place === 0 || pile >= (likely[place - 1] ?? 0) * 1.05);
  return spread.slice(0, MOST);
}

/** A key of the pad: digits move in from the right, as on every till. More than nine figures are not taken. */
export function typeDigit(typed: number, key: string): number {
  if (key === "back") return Math.floor(typed / 10);
  const next = Number(`${typed}${key}`);
  return next > 999_999_999 ? typed : next;
}
