import { expect, test } from "vitest";
import written from "../../../tests/data/known-prices.json";
import type { OptionGroup } from "../api/types";
import { livingPicks } from "./following";
import { type Picks, unanswered, unitPrice } from "./menu";
import { group, option, product } from "./samples";

type WrittenGroup = Pick<OptionGroup, "id" | "min" | "max" | "max_per_option" | "free_quantity"> & {
  options: { id: string; price_delta: number; opens: WrittenGroup | null }[];
};
type Case = {
  dish: { price: number; option_groups: WrittenGroup[] };
  picks: Picks;
  unit: number;
  missing: string[];
};

const cases = written as unknown as Case[];

const read = ({ id, options, ...bounds }: WrittenGroup): OptionGroup =>
  group(
    id,
    options.map(({ id, price_delta, opens }) => option(id, price_delta, { opens: opens && read(opens) })),
    bounds,
  );
const dishOf = ({ dish }: Case) => product("dish", dish.price, dish.option_groups.map(read));

test("the price shown is the server's, for every dish and every choice", () => {
  expect(cases.map((one) => unitPrice(dishOf(one), one.picks))).toEqual(cases.map(({ unit }) => unit));
});

test("the same questions are still open as on the server", () => {
  const missing = cases.map((one) => unanswered(dishOf(one), one.picks).map(({ id }) => id));
  expect(missing.map((ids) => ids.sort())).toEqual(cases.map((one) => one.missing));
});

test("nothing that the server takes is dropped on the way", () => {
  expect(cases.map((one) => livingPicks(dishOf(one), one.picks))).toEqual(cases.map(({ picks }) => picks));
});
