import { device } from "../lib/storage";

const REMOVED = "removed";
/** Afterwards it is another evening. */
const REMEMBERED = 6 * 3_600_000;

/** This phone was taken off its table. */
export const noteRemoved = (): void => device.set(REMOVED, String(Date.now()));

/** It was lately, and is at no table since. */
export const wasRemoved = (): boolean => Date.now() - Number(device.get(REMOVED)) < REMEMBERED;

export const forgetRemoved = (): void => device.remove(REMOVED);
