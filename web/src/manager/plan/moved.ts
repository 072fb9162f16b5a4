import type { ApiPath, FloorTable } from "../../api/types";
import { act, isDoing } from "../../staff/doing";
import { call, here } from "../../staff/server";
import { areaId, moving, placed, tables } from "./floor";
import { type Placed, STEP } from "./plan";

export const MOVING = "move tables";
const LAYOUT: ApiPath = "/api/tables/layout";
const SAVE_AFTER = 700;
let isUnsaved = false;
let saveTimer = 0;

/** Keys come in bursts; the last one is saved. */
export function saveSoon(): void {
  isUnsaved = true;
  clearTimeout(saveTimer);
  saveTimer = window.setTimeout(saveMoved, SAVE_AFTER);
}

/** Whoever goes elsewhere has moved what was moved. One save follows the other. */
export function saveMoved(): void {
  clearTimeout(saveTimer);
  if (!isUnsaved) return;
  if (isDoing(MOVING)) {
    saveSoon();
    return;
  }
  isUnsaved = false;
  void saveLayout();
}

export function saveAtOnce(): void {
  isUnsaved = true;
  saveMoved();
}

/** The page itself goes away: nobody is left to hear the answer. */
export function saveLast(): void {
  if (!isUnsaved) return;
  isUnsaved = false;
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify(layoutOf(placed.peek()));
  void fetch(here(LAYOUT), { method: "PUT", credentials: "same-origin", keepalive: true, headers, body });
}

const layoutOf = (all: readonly Placed[]) => ({
  tables: all.map(({ table, x, y }) => ({ id: table.id, x: x * STEP, y: y * STEP, area_id: areaId.peek() })),
});

/** The whole area is written, so that tables nobody had drawn stay where they were shown. */
async function saveLayout(): Promise<void> {
  const sent = placed.peek();
  const body = layoutOf(sent);
  const done = await act(MOVING, () => call<{ items: FloorTable[] }>(here(LAYOUT), { method: "PUT", body }));
  if (done) {
    tables.change(() => done.items);
    if (placed.peek() === sent || moving.peek().size > 0) clearMoved(sent);
  } else moving.value = new Map();
}

/** What was moved on while the server wrote keeps its place. */
function clearMoved(sent: readonly Placed[]): void {
  const at = new Map(sent.map(({ table, x, y }) => [table.id, `${x} ${y}`]));
  moving.value = new Map([...moving.peek()].filter(([id, { x, y }]) => at.get(id) !== `${x} ${y}`));
}
