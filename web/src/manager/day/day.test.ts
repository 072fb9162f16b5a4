import { describe, expect, it } from "vitest";
import { dayBeside, hoursOf, isBusy } from "./day";

const sale = (hour: number, amount: number) => ({ hour, amount, bills: 1 });

describe("the hours of a day", () => {
  it("are all there, from the cutoff on, with what was sold in them", () => {
    const hours = hoursOf([sale(1, 100), sale(12, 500)], 4);
    expect(hours.map(({ hour }) => hour)).toEqual([...Array.from({ length: 20 }, (_, at) => at + 4), 0, 1, 2, 3]);
    expect(hours.filter(isBusy)).toEqual([sale(12, 500), sale(1, 100)]);
  });
});

describe("the day beside", () => {
  it("crosses months and years", () => {
    expect([dayBeside("2026-12-31", 1), dayBeside("2026-03-01", -1)]).toEqual(["2027-01-01", "2026-02-28"]);
  });
});
