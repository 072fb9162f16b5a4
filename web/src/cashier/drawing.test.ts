import { expect, test, vi } from "vitest";

vi.stubGlobal("matchMedia", () => ({ matches: true }));
const { draw, isDrawn } = await import("./drawing");
const { layOut } = await import("./floor");
const { LIMITS, NOON, table } = await import("./samples");

const spots = (...tables: ReturnType<typeof table>[]) => layOut(tables, [], LIMITS, NOON).areas[0]?.spots ?? [];

test("an area nobody drew has no drawing", () => {
  expect(isDrawn(spots(table("1"), table("2")))).toBe(false);
  expect(isDrawn(spots(table("1"), table("2", { x: 300 })))).toBe(true);
});

test("tables stand as the manager drew them, from the first that is taken on", () => {
  const room = spots(
    table("1", { x: 400, y: 500, seats: 4 }),
    table("2", { x: 900, y: 300, seats: 6, shape: "long" }),
    table("3", { x: 400, y: 800, seats: 10, shape: "round" }),
  );
  const { drawn, columns, rows } = draw(room);
  expect(drawn.map(({ spot, x, y, wide, tall }) => [spot.table?.label, x, y, wide, tall])).toEqual([
    ["2", 5, 0, 5, 2],
    ["1", 0, 2, 2, 2],
    ["3", 0, 5, 4, 4],
  ]);
  expect([columns, rows]).toEqual([10, 9]);
});
