import type { ApiPath, FloorTable } from "../../api/types";
import { act, isDoing } from "../../staff/doing";
import { call, here } from "../../staff/server";
import { areas, moving, placedIn, tables } from "./floor";
import { STEP } from "./plan";

export const MOVING = "move tables";
const LAYOUT: ApiPath = "/api/tables/layout";
const SAVE_AFTER = 700;
let saveTimer = 0;

/** Keys come in bursts; the last one is saved. */
export function saveSoon(): void {
  clearTimeout(saveTimer);
  saveTimer = window.setTimeout(saveMoved, SAVE_AFTER);
}

/** Whoever goes elsewhere has moved what was moved. One save follows the other. */
export function saveMoved(): void {
  clearTimeout(saveTimer);
  if (moving.peek().size === 0) return;
  if (isDoing(MOVING)) saveSoon();
  else void saveLayout();
}

/** The page itself goes away: nobody is left to hear the answer, nor one that is still on its way. */
export function saveLast(): void {
  if (moving.peek().size === 0) return;
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify(layout());
  void fetch(here(LAYOUT), { method: "PUT", credentials: "same-origin", keepalive: true, headers, body });
}

/** Each area in which tables were moved is written whole, so that those nobody had drawn stay where they were shown. */
function layout() {
  const known = areas.value.peek() ?? [];
  const drawn = [...known, null].map((area) => ({ id: area?.id ?? null, all: placedIn(area) }));
  const moved = drawn.filter(({ all }) => all.some(({ table }) => moving.peek().has(table.id)));
  return {
    tables: moved.flatMap(({ id: area_id, all }) =>
      all.map(({ table, x, y }) => ({ id: table.id, x: x * STEP, y: y * STEP, area_id })),
    ),
  };
}

/** What was moved on while the server wrote keeps its place; what it refused goes back to where it was. */
async function saveLayout(): Promise<void> {
  const sent = moving.peek();
  const path = here(LAYOUT);
  const body = layout();
  const done = await act(MOVING, () => call<{ items: FloorTable[] }>(path, { method: "PUT", body }));
  if (done && path === here(LAYOUT)) tables.change(() => done.items);
  moving.value = new Map([...moving.peek()].filter(([id, to]) => sent.get(id) !== to));
}
