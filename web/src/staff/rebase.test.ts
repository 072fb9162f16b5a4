import { describe, expect, it } from "vitest";
import { changesOf, rebase } from "./rebase";

const soup = { name: "Soup", price: 590, allergens: ["milk"] };

describe("what was typed", () => {
  it("is only the fields that differ", () => {
    expect(changesOf(soup, { ...soup, price: 650, allergens: ["milk"] })).toEqual({ price: 650 });
  });

  it("sees a change inside a list", () => {
    expect(changesOf(soup, { ...soup, allergens: ["milk", "fish"] })).toEqual({ allergens: ["milk", "fish"] });
  });
});

describe("a dish somebody else changed meanwhile", () => {
  it("keeps the price that was typed and takes over the new name", () => {
    const typed = { ...soup, price: 650 };
    const theirs = { ...soup, name: "Tom Yum" };

    expect(rebase(soup, typed, theirs)).toEqual({
      value: { name: "Tom Yum", price: 650, allergens: ["milk"] },
      moved: [{ field: "name", theirs: "Tom Yum", mine: false }],
    });
  });

  it("says that both changed the price, and keeps mine", () => {
    const { value, moved } = rebase(soup, { ...soup, price: 650 }, { ...soup, price: 700 });

    expect(value.price).toBe(650);
    expect(moved).toEqual([{ field: "price", theirs: 700, mine: true }]);
  });

  it("has nothing to say when both typed the same", () => {
    expect(rebase(soup, { ...soup, price: 650 }, { ...soup, price: 650 }).moved).toEqual([]);
  });
});
