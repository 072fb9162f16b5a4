import { signal } from "@preact/signals";
import type { FloorTable } from "../api/types";
import { type Box, placeAll } from "../lib/plan";
import type { Spot } from "./floor";

/** As the manager drew it, or number by number. */
export type View = "plan" | "grid";

const KEPT = "comanda.floor_view";
const WIDE = "(min-width: 900px)";

function read(): View {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept === "plan" || kept === "grid") return kept;
  } catch {
    // nothing is kept here: the device's size decides
  }
  return matchMedia(WIDE).matches ? "plan" : "grid";
}

/** Each device's own choice; until there is one a phone has the grid. */
export const view = signal<View>(read());

export function choose(chosen: View): void {
  view.value = chosen;
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // it holds for as long as the page lives
  }
}

/** True when the manager has put a table of the area somewhere. */
export const isDrawn = (spots: readonly Spot[]): boolean =>
  spots.some(({ table }) => table !== null && (table.x > 0 || table.y > 0));

export type Drawn = Box & { spot: Spot };

/** Where the area's tables stand, in steps from the first that is taken; `columns` and `rows` are what they reach over. */
export function draw(spots: readonly Spot[]): { drawn: Drawn[]; columns: number; rows: number } {
  const tables = spots.flatMap(({ table }) => (table ? [table] : []));
  const bySpot = new Map(spots.map((spot) => [spot.table?.id, spot]));
  const placed = placeAll(tables);
  const left = Math.min(...placed.map(({ x }) => x));
  const top = Math.min(...placed.map(({ y }) => y));
  const found = placed.flatMap(({ table, x, y, wide, tall }): Drawn[] => {
    const spot = bySpot.get(table.id);
    return spot ? [{ spot, x: x - left, y: y - top, wide, tall }] : [];
  });
  return {
    drawn: inReadingOrder(found),
    columns: Math.max(...found.map(({ x, wide }) => x + wide)),
    rows: Math.max(...found.map(({ y, tall }) => y + tall)),
  };
}

/** Keys go through the room as eyes do. */
const inReadingOrder = (drawn: readonly Drawn[]): Drawn[] =>
  [...drawn].sort((one, other) => one.y - other.y || one.x - other.x);

export const shapeOf = (table: FloorTable | null): string => table?.shape ?? "square";
