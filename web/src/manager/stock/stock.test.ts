import { describe, expect, it } from "vitest";
import { group, menuOf, option, product } from "../../lib/samples";
import { bySection, dishStock, find, optionStock, stockState } from "./stock";

const spice = group("Spice", [option("Mild"), option("Hot", 0, { available: false })]);
const soup = product("Süppchen", 500, [spice], { sku: "12", remaining: 3 });
const off = { available: false, unavailable_because: "switched_off", available_from: "2026-11-23T03:00:00Z" } as const;
const curry = product("Curry", 900, [spice], { sku: "20", ...off });
const lunch = product("Lunch", 700, [], { available: false, unavailable_because: "outside_hours" });
const menu = menuOf(soup, curry, lunch);
const names = (items: readonly { name: string }[]) => items.map(({ name }) => name);

describe("the availability board", () => {
  it("finds a dish without its accents, and by the beginning of its number", () => {
    expect(names(find(dishStock(menu), "suppch", "all"))).toEqual(["Süppchen"]);
    expect(names(find(dishStock(menu), "20", "all"))).toEqual(["Curry"]);
  });

  it("shows what is sold out, and not what is only outside its hours", () => {
    expect(names(find(dishStock(menu), "", "out"))).toEqual(["Curry"]);
  });

  it("says which question has nothing left and shows the dish as out", () => {
    const size = group("Size", [option("Small", 0, { available: false })], { min: 1, max: 1 });
    const gone = { available: false, unavailable_because: "required_choice_gone" } as const;
    const all = dishStock(menuOf(product("Pizza", 900, [spice, size], gone)));
    expect(find(all, "", "out").map(({ missing }) => missing)).toEqual(["Size"]);
  });

  it("shows what is counted", () => {
    expect(names(find(dishStock(menu), "", "counted"))).toEqual(["Süppchen"]);
  });

  it("knows what a manager can bring back", () => {
    expect(dishStock(menu).map(stockState)).toEqual(["in", "out", "closed"]);
  });

  it("knows when a dish comes back by itself", () => {
    expect(dishStock(menu)[1]?.until).toBe("2026-11-23T03:00:00Z");
  });

  it("lists an option once though two dishes ask it", () => {
    expect(optionStock(menu).map(({ name, where, available }) => [name, where, available])).toEqual([
      ["Mild", "Spice", true],
      ["Hot", "Spice", false],
    ]);
  });

  it("keeps a section's dishes together", () => {
    expect(bySection(optionStock(menu)).map(({ where, items }) => [where, items.length])).toEqual([["Spice", 2]]);
  });
});
