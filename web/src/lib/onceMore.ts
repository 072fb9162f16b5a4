import { NoAnswer } from "./http";

/** How long after a question without an answer it is asked again, in milliseconds. */
export const ONCE_MORE = 5_000;

const timers = new Map<() => unknown, number>();

/**
 * What could not be fetched because nobody answered is asked for again by itself; otherwise the screen would go on
 * showing what is not so any more, since the news that it changed does not come twice. A refusal is an answer.
 */
export function askOnceMore(fault: unknown, ask: () => unknown): void {
  notOnceMore(ask);
  if (fault instanceof NoAnswer) timers.set(ask, setTimeout(ask, ONCE_MORE) as unknown as number);
}

/** Nobody wants it any more. */
export function notOnceMore(ask: () => unknown): void {
  clearTimeout(timers.get(ask));
  timers.delete(ask);
}
