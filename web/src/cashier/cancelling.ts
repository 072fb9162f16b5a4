import type { OrderLine } from "../api/types";

const ALONE_FOR = 2 * 60_000;

/** A manager always; others until the kitchen begins, within two minutes of sending, or when it cannot make it. */
export function mayCancelAlone(line: OrderLine, confirmedAt: string | null, now: number, role: string): boolean {
  if (role === "manager" || !line.begun || line.flagged) return true;
  return confirmedAt !== null && now - new Date(confirmedAt).getTime() <= ALONE_FOR;
}
