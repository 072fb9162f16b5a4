const REMOVED = "removed";
/** Afterwards it is another evening. */
const REMEMBERED = 6 * 3_600_000;

/** This phone was taken off its table. */
export const noteRemoved = (): void => localStorage.setItem(REMOVED, String(Date.now()));

/** It was lately, and is at no table since. */
export const wasRemoved = (): boolean => Date.now() - Number(localStorage.getItem(REMOVED)) < REMEMBERED;

export const forgetRemoved = (): void => localStorage.removeItem(REMOVED);
