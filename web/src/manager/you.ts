import { signal } from "@preact/signals";

/** True while the sheet about the person, and on a phone the further pages, is open. */
export const isYouShown = signal(false);

export const showYou = (): void => {
  isYouShown.value = true;
};
export const hideYou = (): void => {
  isYouShown.value = false;
};
