import { expect, test } from "vitest";
import { cutInto } from "./cutting";

const paper = (rows: number[]) => ({ head: 70, nextHead: 60, rows, foot: 80, more: 30 });

test.each([
  ["that fits hangs whole", 400, [80, 80, 80], [3]],
  ["that fits to the pixel hangs whole", 390, [80, 80, 80], [3]],
  ["one pixel too tall is cut", 389, [80, 80, 80], [2, 1]],
  ["is cut as often as it has to be", 300, [80, 80, 80, 80, 80, 80], [2, 2, 2]],
  ["always leaves an item for the part with the key", 260, [80, 80], [1, 1]],
  ["with one item taller than the column hangs as it is", 100, [300], [1]],
  ["has at least one item on each part", 100, [300, 300, 80], [1, 1, 1]],
  ["without items is one", 400, [], [0]],
])("a paper %s", (_, column, rows, parts) => {
  expect(cutInto(column, paper(rows))).toEqual(parts);
});
