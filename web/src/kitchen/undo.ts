import { signal } from "@preact/signals";

/** What was done here last, for eight seconds. */
type Undo = { words: string; run: () => void; over?: () => void };

export const undo = signal<Undo | null>(null);
const LASTS = 8_000;
let timer = 0;

/** `over` comes when it can no longer be taken back: time is up, it was, or something else was done. */
export function offerUndo(offered: Undo): void {
  close();
  undo.value = offered;
  timer = window.setTimeout(close, LASTS);
}

function close(): void {
  clearTimeout(timer);
  undo.value?.over?.();
  undo.value = null;
}

export function takeBack(): void {
  const last = undo.value;
  close();
  last?.run();
}
