import { expect, test } from "vitest";
import { NoAnswer, Refusal } from "../lib/http";
import { line, order } from "./samples";
import { shortItems, withoutShort } from "./stock";

const lines = (...named: [string, number][]) => ({
  lines: named.map(([line_id, remaining], index) => ({
    index,
    product_id: "soup",
    reason: "sold_out",
    line_id,
    remaining,
  })),
});
const refused = (slug: string, extras: Record<string, unknown>) => new Refusal(slug, 409, "No", null, extras);

const first = order("first", "4", [line("a", "PLACED"), line("b", "PLACED")]);
const second = order("second", "4", [line("c", "PLACED"), line("gone", "VOIDED")]);

test("a refused confirming names the items of which not enough is left, whichever order they are in", () => {
  const short = shortItems(refused("out-of-stock", lines(["b", 1], ["c", 0])), [first, second]);
  expect(short.map((one) => [one.order.id, one.line.id, one.remaining])).toEqual([
    ["first", "b", 1],
    ["second", "c", 0],
  ]);
  expect(withoutShort([first, second], short)).toEqual([first]);
});

test("what was turned down already is not turned down again", () => {
  expect(shortItems(refused("out-of-stock", lines(["gone", 0])), [first, second])).toEqual([]);
});

test("any other refusal, or none, names no items", () => {
  expect(shortItems(refused("invalid-transition", lines(["a", 0])), [first])).toEqual([]);
  expect(shortItems(refused("out-of-stock", {}), [first])).toEqual([]);
  expect(shortItems(new NoAnswer("lost"), [first])).toEqual([]);
  expect(shortItems(null, [first])).toEqual([]);
});
