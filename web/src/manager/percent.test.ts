import { describe, expect, it } from "vitest";
import { readPercent } from "./percent";

describe("a tax rate as somebody types it", () => {
  it.each([
    ["7", "0.07"],
    ["19 %", "0.19"],
    ["7,5", "0.075"],
    ["5.5%", "0.055"],
    ["0", "0"],
    ["100", "1"],
    ["2.1234", "0.021234"],
  ])("%s is %s", (text, rate) => {
    expect(readPercent(text)).toBe(rate);
  });

  it.each(["", "-7", "101", "7.12345", "seven"])("%j is no rate", (text) => {
    expect(readPercent(text)).toBeNull();
  });
});
