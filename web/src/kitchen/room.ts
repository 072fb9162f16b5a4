import { signal } from "@preact/signals";

/** The height of the rail's columns in pixels; on a phone there are none, and papers are as long as they are. */
export const columnHeight = signal(Number.POSITIVE_INFINITY);

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
    measured.value++;
  };
  const observer = new ResizeObserver(look);
  observer.observe(rail);
  void document.fonts.ready.then(look);
  return () => observer.disconnect();
}
