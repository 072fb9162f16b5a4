/** How tall the parts of a paper are, in pixels. */
export type Heights = {
  /** All above the first item, and all above the first item of a part that continues. */
  head: number;
  nextHead: number;
  rows: readonly number[];
  /** What ends the last part, and what ends one that goes on. */
  foot: number;
  more: number;
};

const sum = (heights: readonly number[]): number => heights.reduce((all, one) => all + one, 0);

/**
 * How many items hang on each part of a paper in a column of that height: all on one where it fits, else each part as
 * full as it can be. A part has at least one item, whatever it takes.
 */
export function cutInto(column: number, { head, nextHead, rows, foot, more }: Heights): number[] {
  const parts: number[] = [];
  let left = rows;
  let above = head;
  while (above + sum(left) + foot > column && left.length > 1) {
    let fits = 1;
    while (fits < left.length - 1 && above + sum(left.slice(0, fits + 1)) + more <= column) fits++;
    parts.push(fits);
    left = left.slice(fits);
    above = nextHead;
  }
  return [...parts, left.length];
}
