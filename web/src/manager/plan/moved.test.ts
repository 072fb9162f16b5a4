import { beforeEach, expect, test, vi } from "vitest";
import type { FloorTable } from "../../api/types";

vi.stubGlobal("addEventListener", () => undefined);
vi.stubGlobal("localStorage", { getItem: () => null });
vi.stubGlobal("window", globalThis);
const { areas, chooseArea, moving, placed, tables } = await import("./floor");
const { saveLast, saveMoved, saveSoon } = await import("./moved");

type Layout = { tables: { id: string; x: number; y: number; area_id: string | null }[] };
const AREAS = ["in", "out"].map((id, position) => ({ id, name: id, position, version: 1 }));
const table = (id: string, area_id: string, x: number): FloorTable => {
  return {
    id,
    label: id,
    area_id,
    area: { id: area_id, name: area_id },
    seats: 4,
    x,
    y: 100,
    shape: "square",
    version: 1,
  };
};

/** What was sent, and how it is answered: with what was asked for, or not at all. */
let sent: Layout[] = [];
let answers: ((isWell: boolean) => void)[] = [];
let stored: FloorTable[] = [];

function put(layout: Layout): FloorTable[] {
  const places = new Map(layout.tables.map((place) => [place.id, place]));
  stored = stored.map((one) => ({ ...one, ...places.get(one.id) }));
  return stored;
}

async function fetchStub(path: string, wanted?: RequestInit): Promise<Response> {
  if (path.startsWith("/api/areas")) return Response.json({ items: AREAS, next: null });
  if (!wanted?.method || wanted.method === "GET") return Response.json({ items: stored, next: null });
  const layout = JSON.parse(String(wanted.body)) as Layout;
  sent.push(layout);
  return new Promise((answer, lose) => {
    answers.push((isWell) => (isWell ? answer(Response.json({ items: put(layout) })) : lose(new TypeError())));
  });
}

async function answered(isWell: boolean): Promise<void> {
  answers.shift()?.(isWell);
  await vi.advanceTimersByTimeAsync(0);
}

const move = (id: string, x: number, y: number): void => {
  moving.value = new Map(moving.peek()).set(id, { x, y });
};
const places = () => placed.value.map(({ table, x, y }) => `${table.id} ${x} ${y}`);
const told = ({ tables: all }: Layout) => all.map(({ id, x, y, area_id }) => `${id} ${area_id} ${x} ${y}`);

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetchStub);
  [sent, answers] = [[], []];
  stored = [table("A", "in", 100), table("B", "in", 500), table("C", "out", 100)];
  moving.value = new Map();
  chooseArea("in");
  await Promise.all([areas.load(), tables.load()]);
});

test("what is moved while a save is on its way is saved, though another area is looked at by then", async () => {
  move("A", 2, 2);
  saveMoved();
  move("B", 8, 8);
  saveMoved();
  chooseArea("out");
  move("C", 4, 4);
  saveSoon();
  await answered(true);
  await vi.advanceTimersByTimeAsync(700);
  expect(sent.map(told)).toEqual([
    ["A in 200 200", "B in 500 100"],
    ["A in 200 200", "B in 800 800", "C out 400 400"],
  ]);
  await answered(true);
  expect([moving.value.size, stored.map(({ x, y }) => `${x} ${y}`)]).toEqual([0, ["200 200", "800 800", "400 400"]]);
});

test("a save that fails puts back what it sent and nothing that was moved since", async () => {
  move("A", 2, 2);
  move("B", 8, 8);
  saveMoved();
  move("B", 8, 9);
  saveSoon();
  await answered(false);
  expect(places()).toEqual(["A 1 1", "B 8 9"]);
  await vi.advanceTimersByTimeAsync(700);
  expect(sent.slice(1).map(told)).toEqual([["A in 100 100", "B in 800 900"]]);
  await answered(true);
  expect([moving.value.size, places()]).toEqual([0, ["A 1 1", "B 8 9"]]);
});

test("a page that goes away sends again what was not answered, and nothing when nothing was moved", async () => {
  saveLast();
  move("A", 2, 2);
  saveMoved();
  saveLast();
  expect(sent.map(told)).toEqual([
    ["A in 200 200", "B in 500 100"],
    ["A in 200 200", "B in 500 100"],
  ]);
  await answered(true);
});
