type Sent = { id: string; created_at: string };

/** Oldest first. */
export const byAge = (one: Sent, other: Sent): number => one.created_at.localeCompare(other.created_at);

/**
 * How many times this table had ordered by then, by order, counted from 1. A cancelled order keeps its number: guests and
 * staff speak of the same round, whatever became of another.
 */
export function roundNumbers(all: readonly Sent[]): ReadonlyMap<string, number> {
  return new Map([...all].sort(byAge).map(({ id }, place) => [id, place + 1]));
}
