import type { OrderLine } from "../api/types";

const ALONE_FOR = 2 * 60_000;

/** A manager always; others until the kitchen begins, or within two minutes of sending. The server decides. */
export function mayCancelAlone(line: OrderLine, confirmedAt: string | null, now: number, role: string): boolean {
  if (role === "manager" || ["PLACED", "HELD", "FIRED"].includes(line.status)) return true;
  return confirmedAt !== null && now - new Date(confirmedAt).getTime() <= ALONE_FOR;
}
