import { beforeEach, expect, test } from "vitest";
import { type Latest, latest } from "./latest";

type Seen = { id: string; version: number; total: number };
const table = (total: number, version = 1): Seen => ({ id: "4", version, total });

let known: Latest<Seen>;
beforeEach(() => {
  known = latest();
});

test("an answer that was asked for earlier and comes later is not news", () => {
  const [first, second] = [known.ask(), known.ask()];
  expect(known.take(table(900), second)).toBe(true);
  expect(known.take(table(0), first)).toBe(false);
  expect(known.take(table(1200), known.ask())).toBe(true);
});

test("a higher version is newer, whenever it was asked for", () => {
  const [close, look] = [known.ask(), known.ask()];
  expect(known.take(table(900, 1), look)).toBe(true);
  expect(known.take(table(900, 2), close)).toBe(true);
  expect(known.take(table(900, 1), known.ask())).toBe(false);
});

test("a list that was asked for earlier takes nothing newer away", () => {
  const [list, look] = [known.ask(), known.ask()];
  known.take(table(900), look);
  const other = { id: "5", version: 1, total: 300 };
  known.take({ id: "6", version: 1, total: 100 }, look);
  expect(known.takeAll([table(0), other], list).map(({ id, total }) => [id, total])).toEqual([
    ["4", 900],
    ["5", 300],
    ["6", 100],
  ]);
});

test("a later list is the news, and what was asked for before it comes too late", () => {
  const look = known.ask();
  known.take(table(900), look);
  const lost = known.ask();
  expect(known.takeAll([], known.ask())).toEqual([]);
  expect(known.take(table(900), lost)).toBe(false);
  expect(known.takeAll([table(0)], known.ask())).toEqual([table(0)]);
});

test("what was asked before everything was forgotten is not taken", () => {
  const look = known.ask();
  known.forget();
  expect(known.take(table(900), look)).toBe(false);
  expect(known.take(table(900), known.ask())).toBe(true);
});
