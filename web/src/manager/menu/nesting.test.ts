import { expect, test } from "vitest";
import type { Choices } from "../wire";
import { openable } from "./nesting";

const group = (id: string, ...opens: string[]): Pick<Choices, "id" | "options"> => ({
  id,
  options: opens.map((opened, place) => ({
    id: `${id}${place}`,
    name: opened,
    price_delta: 0,
    available: true,
    default: false,
    position: place,
    kind: "choice",
    allergens: [],
    opens_group_id: opened,
    translations: {},
  })),
});
const names = (id: string | null, groups: Pick<Choices, "id" | "options">[]) =>
  openable(id, groups).map((one) => one.id);

test("an answer opens no question that leads back to it", () => {
  const groups = [group("size", "crust"), group("crust"), group("dips")];
  expect(names("size", groups)).toEqual(["crust", "dips"]);
  expect(names("crust", groups)).toEqual(["dips"]);
});

test("four questions in a row are the most", () => {
  const chain = [group("a", "b"), group("b", "c"), group("c", "d"), group("d")];
  expect(names(null, chain)).toEqual(["b", "c", "d"]);
  expect(names("d", [...chain, group("e")])).toEqual([]);
  expect(names("c", [...chain, group("e")])).toEqual(["d", "e"]);
});
