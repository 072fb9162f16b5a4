/*
 * The server's clock. Devices are minutes off; what is counted down, late or over is counted by the clock of the house.
 * Each answer tells its time; the quickest one tells it best.
 */
let ahead = 0;
let quickest = Number.POSITIVE_INFINITY;
/** Less is the way of the answer itself, or rounding. */
const WORTH_NOTING = 1_500;
/** Answers that were on their way for longer say little. */
const FORGETS = 250;

/** An answer told the server's time, in milliseconds; it was asked for at `asked` and came at `got`, by this device. */
export function hearTime(told: number, asked: number, got: number): void {
  if (!Number.isFinite(told) || told <= 0) return;
  const way = got - asked;
  if (way > quickest + FORGETS) return;
  quickest = Math.min(quickest, way);
  const off = told - (asked + way / 2);
  const moved = Math.abs(off - ahead);
  if (moved > WORTH_NOTING + way / 2) ahead = Math.abs(off) > WORTH_NOTING ? off : 0;
}

/** Milliseconds since the epoch, by the server's clock. */
export const now = (): number => Date.now() + ahead;

/** A moment of this device's clock, by the server's. */
export const serverTime = (at: number): number => at + ahead;
