import { computed, effect, signal, untracked } from "@preact/signals";
import type { ApiPath, FloorTable } from "../../api/types";
import { t } from "../../lib/i18n";
import { post } from "../../staff/creating";
import { act } from "../../staff/doing";
import { fetched } from "../../staff/fetched";
import { branch } from "../../staff/identity";
import { call, callAll, here } from "../../staff/server";
import { say } from "../../ui/Toast";
import { tellSaved } from "../saving";
import type { Area } from "../wire";
import { freePlace, nextLabel, type Placed, placeAll, STEP, sizeOf } from "./plan";

export const areas = fetched(() => callAll<Area>("/api/areas"));
export const tables = fetched(() => callAll<FloorTable>("/api/tables"));

const chosenId = signal<string | null>(null);
export const chooseArea = (id: string | null): void => {
  chosenId.value = id;
};

/** Chosen where tables stand in none of the areas; the first area that gets a name takes none of them. */
export const NO_AREA = "";

/** True when tables stand outside of every area there is. */
export const hasOthers = computed(
  () => (areas.value.value ?? []).length > 0 && (tables.value.value ?? []).some(isOutside),
);

function isOutside({ area_id }: FloorTable): boolean {
  return (areas.value.value ?? []).every(({ id }) => id !== area_id);
}

/** The area that is drawn; tables without one stand on a floor of their own. */
export const area = computed<Area | null>(() => {
  const all = areas.value.value ?? [];
  if (chosenId.value === NO_AREA && hasOthers.value) return null;
  return all.find(({ id }) => id === chosenId.value) ?? all[0] ?? null;
});
export const areaId = computed(() => area.value?.id ?? null);

/** Where they are being moved to, until the server has it. */
export const moving = signal<ReadonlyMap<string, { x: number; y: number }>>(new Map());

/** Without an area: the tables that stand in none. */
export function placedIn(area: Area | null): readonly Placed[] {
  const isHere = (table: FloorTable) => (area ? table.area_id === area.id : isOutside(table));
  const all = placeAll((tables.value.value ?? []).filter(isHere));
  return all.map((one) => ({ ...one, ...moving.value.get(one.table.id) }));
}
export const placed = computed(() => placedIn(area.value));

export type OpenSheet =
  | { kind: "table"; id: string; isNew?: true }
  | { kind: "area"; id: string }
  | { kind: "new-area" }
  | { kind: "several" }
  | null;
export const sheet = signal<OpenSheet>(null);

export function keepFloor(): void {
  effect(() => {
    const id = branch.value?.id;
    untracked(() => {
      areas.forget();
      tables.forget();
      moving.value = new Map();
      if (id) loadFloor();
    });
  });
}

export function loadFloor(): void {
  void areas.load();
  void tables.load();
}

const told = (): void => tellSaved({ branches: branch.value ? [branch.value] : [] });

export const ADDING_TABLE = "add table";

export async function addTable(): Promise<void> {
  const made = await act(ADDING_TABLE, () => makeTable(nextLabel(tables.value.peek() ?? []), 4));
  if (made) sheet.value = { kind: "table", id: made.id, isNew: true };
}

/** At the next free place of the area that is drawn. */
async function makeTable(label: string, seats: number): Promise<FloorTable> {
  const { x, y } = freePlace(sizeOf({ seats, shape: "square" }), placed.peek());
  const body = { label, seats, shape: "square", x: x * STEP, y: y * STEP, area_id: areaId.peek() };
  const made = await post<FloorTable>(here("/api/tables"), body);
  tables.change((known) => [...known, made]);
  return made;
}

/** One after the other; what is there already when one is refused stays. True when all of them are. */
export async function addTables(labels: readonly string[], seats: number): Promise<boolean> {
  const done = await act(ADDING_TABLE, async () => {
    for (const label of labels) await makeTable(label, seats);
    return true;
  });
  if (done) say(t("plan.several_done", { n: labels.length }));
  else void tables.load();
  return done === true;
}

export const doingTo = (id: string): string => `floor ${id}`;

export type TableChange = { label: string; seats: number; shape: string; area_id: string | null };

export async function changeTable(table: FloorTable, change: TableChange): Promise<boolean> {
  const { x, y } = placed.peek().find((one) => one.table.id === table.id) ?? { x: 0, y: 0 };
  const stays = change.area_id === table.area_id;
  const body = { ...change, x: stays ? x * STEP : 0, y: stays ? y * STEP : 0 };
  const headers = { "if-match": `"${table.version}"` };
  const saved = await act(doingTo(table.id), () =>
    call<FloorTable>(here(`/api/tables/${table.id}`), { method: "PATCH", body, headers }),
  );
  if (!saved) {
    void tables.load();
    return false;
  }
  tables.change((known) => known.map((one) => (one.id === saved.id ? saved : one)));
  told();
  return true;
}

export async function archiveTable({ id }: FloorTable): Promise<boolean> {
  const done = await act(doingTo(id), async () => {
    await call(here(`/api/tables/${id}`), { method: "DELETE" });
    return true;
  });
  if (done) tables.change((known) => known.filter((one) => one.id !== id));
  return done === true;
}

export const ADDING_AREA = "add area";

export async function addArea(name: string): Promise<boolean> {
  const body = { name, position: (areas.value.peek() ?? []).length };
  const made = await act(ADDING_AREA, () => post<Area>(here("/api/areas"), body));
  if (!made) return false;
  areas.change((known) => [...known, made]);
  chooseArea(made.id);
  return true;
}

export async function renameArea({ id, position, version }: Area, name: string): Promise<boolean> {
  const wanted = { method: "PATCH", body: { name, position }, headers: { "if-match": `"${version}"` } } as const;
  const saved = await act(doingTo(id), () => call<Area>(here(`/api/areas/${id}` as ApiPath), wanted));
  if (!saved) {
    void areas.load();
    return false;
  }
  areas.change((known) => known.map((one) => (one.id === id ? saved : one)));
  told();
  return true;
}

export async function dropArea({ id }: Area): Promise<boolean> {
  const done = await act(doingTo(id), async () => {
    await call(here(`/api/areas/${id}`), { method: "DELETE" });
    return true;
  });
  if (done) loadFloor();
  return done === true;
}
