import { describe, expect, it } from "vitest";
import { dayBeside, hoursOf } from "./day";

const sale = (hour: number, amount: number) => ({ hour, amount, bills: 1 });

describe("the hours of a day", () => {
  it("begin with the first sale, with the quiet ones between, and are never fewer than eight", () => {
    expect(hoursOf([sale(12, 500), sale(14, 300)], 4).map(({ hour, amount }) => [hour, amount])).toEqual([
      [12, 500],
      [13, 0],
      [14, 300],
      [15, 0],
      [16, 0],
      [17, 0],
      [18, 0],
      [19, 0],
    ]);
  });

  it("put one in the morning after eleven at night, and end with the day", () => {
    expect(hoursOf([sale(1, 100), sale(23, 200)], 4).map(({ hour }) => hour)).toEqual([20, 21, 22, 23, 0, 1, 2, 3]);
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
