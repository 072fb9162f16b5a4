import { describe, expect, it } from "vitest";
import { freePlace, isFree, labelsFrom, nextLabel, placeAll, sizeOf } from "./plan";

const table = (label: string, x = 0, y = 0, more = {}) => ({
  id: label,
  label,
  area_id: null,
  area: null,
  seats: 4,
  x,
  y,
  shape: "square",
  version: 1,
  ...more,
});

describe("a floor nobody has drawn", () => {
  it("stands in rows with room to walk between", () => {
    const places = placeAll([table("1"), table("2"), table("3")]).map(({ x, y }) => [x, y]);
    expect(places).toEqual([
      [1, 1],
      [4, 1],
      [7, 1],
    ]);
  });

  it("leaves drawn tables where they are and puts new ones beside", () => {
    const places = placeAll([table("1"), table("2", 100, 100)]).map(({ table, x, y }) => [table.label, x, y]);
    expect(places).toEqual([
      ["2", 1, 1],
      ["1", 4, 1],
    ]);
  });

  it("moves the later of two tables that lie on each other", () => {
    const [, second] = placeAll([table("1", 300, 300), table("2", 300, 300)]);
    expect(second?.table.label).toBe("2");
    expect([second?.x, second?.y]).toEqual(
      [1, 1].map((_, at) => freePlace({ wide: 2, tall: 2 }, [{ x: 3, y: 3, wide: 2, tall: 2 }])[at ? "y" : "x"]),
    );
  });
});

describe("a table's room", () => {
  it("grows with its seats, and a long one along its side", () => {
    expect(sizeOf({ seats: 4, shape: "round" })).toEqual({ wide: 2, tall: 2 });
    expect(sizeOf({ seats: 6, shape: "square" })).toEqual({ wide: 3, tall: 3 });
    expect(sizeOf({ seats: 8, shape: "long" })).toEqual({ wide: 6, tall: 2 });
  });

  it("ends at the walls and at the next table", () => {
    const box = { x: 0, y: 0, wide: 2, tall: 2 };
    expect(isFree(box, [])).toBe(true);
    expect(isFree({ ...box, x: -1 }, [])).toBe(false);
    expect(isFree({ ...box, x: 19 }, [])).toBe(false);
    expect(isFree({ ...box, x: 1 }, [box])).toBe(false);
    expect(isFree({ ...box, x: 2 }, [box])).toBe(true);
  });
});

it("a new table has the number after the highest", () => {
  expect(nextLabel([table("2"), table("11"), table("G9")])).toBe("12");
  expect(nextLabel([])).toBe("1");
});

it("several numbers follow the first, without those that are taken", () => {
  const taken = ["3", "t2"].map((label) => table(label));
  expect(labelsFrom("1", 4, taken)).toEqual(["1", "2", "4", "5"]);
  expect(labelsFrom(" T1 ", 3, taken)).toEqual(["T1", "T3", "T4"]);
  expect(labelsFrom("08", 3, taken)).toEqual(["08", "09", "10"]);
  expect(labelsFrom("Bar", 1, taken)).toEqual(["Bar"]);
  expect(labelsFrom("Bar", 2, taken)).toEqual([]);
});
