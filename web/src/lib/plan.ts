import type { FloorTable } from "../api/types";

/** How tables stand in the room, for whoever draws it and whoever works by the drawing. */

/** Hundredths of a seat's width on the wire; the grid has one step for each whole seat. */
export const STEP = 100;
export const COLUMNS = 20;
export const LEAST_ROWS = 14;
const MOST = 60;

/** A table on the grid, in steps. */
export type Box = { x: number; y: number; wide: number; tall: number };
export type Placed = Box & { table: FloorTable };

/** What a table takes up: long ones grow along their side, the others by their seats. */
export function sizeOf({ seats, shape }: Pick<FloorTable, "seats" | "shape">): { wide: number; tall: number } {
  if (shape === "long") return { wide: Math.min(2 + Math.ceil(seats / 2), 10), tall: 2 };
  const side = seats > 8 ? 4 : seats > 4 ? 3 : 2;
  return { wide: side, tall: side };
}

export const overlaps = (one: Box, other: Box): boolean =>
  one.x < other.x + other.wide &&
  other.x < one.x + one.wide &&
  one.y < other.y + other.tall &&
  other.y < one.y + one.tall;

export const isFree = (box: Box, others: readonly Box[]): boolean =>
  box.x >= 0 &&
  box.y >= 0 &&
  box.x + box.wide <= COLUMNS &&
  box.y + box.tall <= MOST &&
  others.every((other) => !overlaps(box, other));

/** The first place with room to walk around it, row by row. */
export function freePlace(size: { wide: number; tall: number }, others: readonly Box[]): { x: number; y: number } {
  for (let y = 1; y < MOST - size.tall; y += 1)
    for (let x = 1; x + size.wide < COLUMNS; x += 1) {
      const around = { x: x - 1, y: y - 1, wide: size.wide + 2, tall: size.tall + 2 };
      if (others.every((other) => !overlaps(around, other))) return { x, y };
    }
  return { x: 0, y: 0 };
}

/** Where the tables of an area stand; those nobody has drawn yet, or that lie on another, get the next free place. */
export function placeAll(tables: readonly FloorTable[]): Placed[] {
  const placed: Placed[] = [];
  const boxOf = (table: FloorTable): Placed => ({
    table,
    x: Math.round(table.x / STEP),
    y: Math.round(table.y / STEP),
    ...sizeOf(table),
  });
  const undrawn = tables.filter(({ x, y }) => x === 0 && y === 0);
  for (const table of tables) {
    const box = boxOf(table);
    if (!undrawn.includes(table) && isFree(box, placed)) placed.push(box);
  }
  const there = new Set(placed.map(({ table }) => table.id));
  for (const table of tables) {
    if (there.has(table.id)) continue;
    const size = sizeOf(table);
    placed.push({ table, ...size, ...freePlace(size, placed) });
  }
  return placed;
}

export function rowsOf(placed: readonly Box[]): number {
  return Math.max(LEAST_ROWS, ...placed.map(({ y, tall }) => y + tall + 2));
}
