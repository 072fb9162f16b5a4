import { describe, expect, it } from "vitest";
import { speak } from "../lib/i18n";
import { readDelta, typedDelta, typedMoney } from "./prices";

describe("a price difference as somebody types it", () => {
  it.each([
    ["1,50", 150],
    ["+1.50", 150],
    ["-0.5", -50],
    ["− 2", -200],
    ["", 0],
    ["  ", 0],
    ["0", 0],
    ["-0", 0],
  ])("reads %j as %d minor units", (text, amount) => {
    expect(readDelta(text, "EUR")).toBe(amount);
  });

  it.each(["-", "one", "1.505", "1 5"])("does not guess what %j means", (text) => {
    expect(readDelta(text, "EUR")).toBeNull();
  });

  it("is written back with its sign, and nothing stands for no difference", () => {
    expect([150, -50, 0].map((amount) => typedDelta(amount, "EUR"))).toEqual(["+1.50", "−0.50", ""]);
  });

  it("has as many decimals as the currency", () => {
    expect([typedMoney(1250, "EUR"), typedMoney(1250, "JPY")]).toEqual(["12.50", "1250"]);
  });

  it("is written with the comma of whoever reads it, and read again", () => {
    speak("de");
    expect(typedMoney(123450, "EUR")).toBe("1234,50");
    expect(readDelta(typedDelta(-50, "EUR"), "EUR")).toBe(-50);
    speak("en");
  });
});
