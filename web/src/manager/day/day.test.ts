import { describe, expect, it } from "vitest";
import { dayBeside, hoursOf } from "./day";

const sale = (hour: number, amount: number) => ({ hour, amount, bills: 1 });

describe("the hours of a day", () => {
  it("run from the first sale to the last, with the quiet ones between", () => {
    expect(hoursOf([sale(12, 500), sale(14, 300)], 4).map(({ hour, amount }) => [hour, amount])).toEqual([
      [12, 500],
      [13, 0],
      [14, 300],
    ]);
  });

  it("put one in the morning after eleven at night", () => {
    expect(hoursOf([sale(1, 100), sale(23, 200)], 4).map(({ hour }) => hour)).toEqual([23, 0, 1]);
  });

  it("are none before the first sale", () => {
    expect(hoursOf([], 4)).toEqual([]);
  });
});

describe("the day beside", () => {
  it("crosses months and years", () => {
    expect([dayBeside("2026-12-31", 1), dayBeside("2026-03-01", -1)]).toEqual(["2027-01-01", "2026-02-28"]);
  });
});
