import { device } from "../lib/storage";

const REMOVED = "removed";
/** Afterwards it is another evening. */
const REMEMBERED = 6 * 3_600_000;

/** The name of the key this phone joins with. */
export const JOINS = "join";

/** This phone was taken off its table; whoever lets it join again lets it join anew. */
export function noteRemoved(): void {
  device.remove(JOINS);
  device.set(REMOVED, String(Date.now()));
}

/** It was lately, and is at no table since. */
export const wasRemoved = (): boolean => Date.now() - Number(device.get(REMOVED)) < REMEMBERED;

export const forgetRemoved = (): void => device.remove(REMOVED);
