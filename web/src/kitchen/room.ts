import { signal } from "@preact/signals";

/** The height of the rail's columns in pixels; on a phone there are none, and papers are as long as they are. */
export const columnHeight = signal(Number.POSITIVE_INFINITY);

/** Where papers are many they hang in narrower columns, on less paper. */
export const isCrowded = signal(false);

/** Pixels an ordinary column takes, what a paper takes without its items, and what an item takes, as a rule. */
const [COLUMN, PAPER, ITEM] = [336, 190, 88];

/** Whether papers with so many items each fill more than there is to see. */
export function isTight(items: readonly number[], width: number, height: number): boolean {
  const taken = items.reduce((sum, count) => sum + PAPER + ITEM * count, 0);
  return taken > Math.max(1, Math.floor(width / COLUMN)) * height;
}

/** Papers out of sight: before what is seen, and after it. */
export const hidden = signal<{ before: number; after: number }>({ before: 0, after: 0 });

/** A paper of which less than this can be seen is out of sight, in pixels. */
const SLIVER = 60;

function lookFor(rail: HTMLElement): void {
  const frame = rail.getBoundingClientRect();
  const leftward = getComputedStyle(rail).direction === "rtl";
  const downward = columnHeight.value === Number.POSITIVE_INFINITY;
  const found = { before: 0, after: 0 };
  for (const paper of rail.children) {
    const part = (paper.firstElementChild ?? paper).getBoundingClientRect();
    const [ahead, behind] = downward
      ? [frame.bottom - part.top, part.bottom - frame.top]
      : leftward
        ? [part.right - frame.left, frame.right - part.left]
        : [frame.right - part.left, part.right - frame.left];
    if (ahead < SLIVER) found.after++;
    else if (behind < SLIVER) found.before++;
  }
  const { before, after } = hidden.value;
  if (before !== found.before || after !== found.after) hidden.value = found;
}

/** Go on by what can be seen, or back. */
export function turnRail(rail: HTMLElement, by: 1 | -1): void {
  const leftward = getComputedStyle(rail).direction === "rtl" ? -1 : 1;
  const step = 0.9 * by;
  if (columnHeight.value === Number.POSITIVE_INFINITY) rail.scrollBy({ top: step * rail.clientHeight });
  else rail.scrollBy({ left: leftward * step * rail.clientWidth });
}

export const railWidth = signal(0);

function measure(rail: HTMLElement): void {
  const { columnWidth, paddingBlockStart, paddingBlockEnd } = getComputedStyle(rail);
  const padding = Number.parseFloat(paddingBlockStart) + Number.parseFloat(paddingBlockEnd);
  columnHeight.value = columnWidth === "auto" ? Number.POSITIVE_INFINITY : rail.clientHeight - padding;
}

/** Goes up when every height has to be taken anew: another width, or letters that came late. */
export const measured = signal(0);

/** Keep the height of the rail's columns for as long as the rail hangs. */
export function watchRail(rail: HTMLElement): () => void {
  const look = () => {
    if (!rail.isConnected) return;
    measure(rail);
    railWidth.value = rail.parentElement?.clientWidth ?? 0;
    measured.value++;
    lookFor(rail);
  };
  const seen = () => lookFor(rail);
  const observer = new ResizeObserver(look);
  observer.observe(rail);
  const changes = new MutationObserver(seen);
  changes.observe(rail, { childList: true, subtree: true });
  rail.addEventListener("scroll", seen, { passive: true });
  void document.fonts.ready.then(look);
  return () => {
    observer.disconnect();
    changes.disconnect();
    rail.removeEventListener("scroll", seen);
  };
}
