import { describe, expect, it } from "vitest";
import { moveTo } from "./order";

describe("a dish moved on the menu", () => {
  it.each([
    ["a", 2, "bcad"],
    ["d", 0, "dabc"],
    ["b", 1, "abcd"],
    ["a", 3, "bcda"],
  ])("%s to place %d gives %s", (item, to, order) => {
    expect(moveTo(["a", "b", "c", "d"], item, to).join("")).toBe(order);
  });
});
