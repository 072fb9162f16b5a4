import { expect, test } from "vitest";
import { answer, pickedNames } from "./choosing";
import { livingPicks } from "./following";
import { askedGroups, defaultPicks, isSimple, startingPrice, unanswered, unitPrice } from "./menu";
import { group, option, product } from "./samples";

const dips = group("dips", [option("garlic", 85), option("chili", 65, { default: true })], { max: 2 });
const cut = group("cut", [option("thick"), option("thin", 20, { opens: dips })], { min: 1, max: 1 });
const side = group(
  "side",
  [option("rice"), option("chips", 150, { opens: cut }), option("wedges", 180, { opens: cut })],
  {
    min: 1,
    max: 1,
  },
);
const extras = group("extras", [option("dip tray", 0, { opens: dips })]);
const duck = product("duck", 1190, [side, extras]);

const names = (picks: Record<string, number>) => askedGroups(duck, picks).map(({ id }) => id);

test("a question follows the answer that opens it, and is not asked otherwise", () => {
  expect(names({ rice: 1 })).toEqual(["side", "extras"]);
  expect(names({ chips: 1, thin: 1 })).toEqual(["side", "cut", "dips", "extras"]);
  expect(names({ thin: 1 })).toEqual(["side", "extras"]);
});

test("what two answers open is asked once", () => {
  expect(names({ chips: 1, thin: 1, "dip tray": 1 })).toEqual(["side", "cut", "dips", "extras"]);
  expect(unitPrice(duck, { chips: 1, thin: 1, "dip tray": 1, garlic: 1 })).toBe(1190 + 150 + 20 + 85);
});

test("a question that is open and required holds the dish back", () => {
  expect(unanswered(duck, { chips: 1 })).toEqual([cut]);
  expect(unanswered(duck, { chips: 1, thick: 1 })).toEqual([]);
});

test("a question that opens comes with its defaults, and goes with everything under it", () => {
  const chips = answer(duck, answer(duck, {}, side, "chips", 1), cut, "thin", 1);
  expect(chips).toEqual({ chips: 1, thin: 1, chili: 1 });
  expect(unitPrice(duck, chips)).toBe(1190 + 150 + 20 + 65);
  expect(pickedNames(duck, chips)).toBe("chips, thin, chili");
  expect(answer(duck, chips, side, "rice", 1)).toEqual({ rice: 1 });
});

test("an answer to a question that stays open is kept, also when another option opens it now", () => {
  const thick = answer(duck, answer(duck, {}, side, "chips", 1), cut, "thick", 1);
  expect(answer(duck, thick, side, "wedges", 1)).toEqual({ wedges: 1, thick: 1 });
});

test("a default of an opened question is not ticked again after somebody took it off", () => {
  const opened = answer(duck, {}, extras, "dip tray", 1);
  expect(opened).toEqual({ "dip tray": 1, chili: 1 });
  const without = answer(duck, opened, dips, "chili", 0);
  expect(answer(duck, without, side, "rice", 1)).toEqual({ "dip tray": 1, rice: 1 });
});

test("answers to questions that are not asked cost nothing and are not sent", () => {
  expect(unitPrice(duck, { rice: 1, thin: 1, garlic: 1 })).toBe(1190);
  expect(livingPicks(duck, { rice: 1, thin: 1, garlic: 1 })).toEqual({ rice: 1 });
});

test("defaults lead through several questions, so that one tap may do", () => {
  const preset = group("side", [option("chips", 150, { opens: cut, default: true })], { min: 1, max: 1 });
  expect(defaultPicks(product("duck", 1190, [preset]))).toEqual({ chips: 1 });
  expect(isSimple(product("duck", 1190, [preset]))).toBe(false);
  const ready = group("cut", [option("thin", 20, { opens: dips, default: true })], { min: 1, max: 1 });
  const whole = group("side", [option("chips", 150, { opens: ready, default: true })], { min: 1, max: 1 });
  expect(defaultPicks(product("duck", 1190, [whole]))).toEqual({ chips: 1, thin: 1, chili: 1 });
  expect(isSimple(product("duck", 1190, [whole]))).toBe(true);
});

test("a starting price counts what the cheapest answer asks further", () => {
  const costly = group("cut", [option("thick", 300)], { min: 1, max: 1 });
  const one = group("side", [option("chips", 100, { opens: costly }), option("salad", 250)], { min: 1, max: 1 });
  expect(startingPrice(product("duck", 1000, [one]))).toEqual({ price: 1250, from: true });
});
