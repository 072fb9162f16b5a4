import type { Menu, Option, OptionGroup, Product } from "../api/types";

/** How often each option is chosen, by option id; what is absent is not chosen. */
export type Picks = Readonly<Record<string, number>>;

export const timesPicked = (picks: Picks, option: Option): number => picks[option.id] ?? 0;

export function pickedIn(group: OptionGroup, picks: Picks): number {
  return group.options.reduce((sum, option) => sum + timesPicked(picks, option), 0);
}

/** What the branch has ticked beforehand, as far as it is there and fits. */
export function defaultPicks(product: Product): Picks {
  return product.option_groups.reduce<Picks>(
    (picks, group) =>
      group.options
        .filter((option) => option.default && option.available)
        .reduce((sofar, option) => pick(group, sofar, option.id, 1), picks),
    {},
  );
}

/** One answer of a group that takes exactly one is a radio: a new answer replaces the old. */
export function isRadio(group: OptionGroup): boolean {
  return group.max === 1;
}

/** Choose an option `times` times; what would break the group's bounds changes nothing. */
export function pick(group: OptionGroup, picks: Picks, optionId: string, times: number): Picks {
  const option = group.options.find(({ id }) => id === optionId);
  if (!option || times < 0 || times > group.max_per_option || (times > 0 && !option.available)) return picks;
  const others = isRadio(group) && times > 0 ? without(group, picks) : drop(picks, optionId);
  if (times === 0) return others;
  if (group.max !== null && pickedIn(group, others) + times > group.max) return picks;
  return { ...others, [optionId]: times };
}

function drop(picks: Picks, optionId: string): Picks {
  const { [optionId]: _, ...others } = picks;
  return others;
}

const without = (group: OptionGroup, picks: Picks): Picks =>
  group.options.reduce((left, option) => drop(left, option.id), picks);

export function isAnswered(group: OptionGroup, picks: Picks): boolean {
  return pickedIn(group, picks) >= group.min;
}

/** The groups that still want an answer, in the product's order. */
export function unanswered(product: Product, picks: Picks): OptionGroup[] {
  return product.option_groups.filter((group) => !isAnswered(group, picks));
}

/** A product that can be ordered without a question: one tap on its "+". */
export function isSimple(product: Product): boolean {
  return unanswered(product, defaultPicks(product)).length === 0;
}

/** What the answers of a group add: the cheapest go free first, and a free answer that is a discount stays one. */
function chargedDeltas(group: OptionGroup, picks: Picks): number {
  return group.options
    .flatMap((option) => Array<number>(timesPicked(picks, option)).fill(option.price_delta))
    .sort((one, other) => one - other)
    .reduce((sum, delta, place) => sum + (place < group.free_quantity ? Math.min(delta, 0) : delta), 0);
}

/** Preview of a unit's price in minor units; the server's answer is the truth. */
export function unitPrice(product: Product, picks: Picks): number {
  const asked = product.option_groups.reduce((sum, group) => sum + chargedDeltas(group, picks), product.price);
  return Math.max(0, asked);
}

/** The lowest price a guest can pay, and whether a choice can raise it: "from €6.90". */
export function startingPrice(product: Product): { price: number; from: boolean } {
  const price = unitPrice(product, Object.assign({}, ...product.option_groups.map(cheapestAnswer)));
  const required = product.option_groups.filter((group) => group.min > 0);
  const from = required.some((group) => new Set(group.options.map((option) => option.price_delta)).size > 1);
  return { price, from };
}

function cheapestAnswer(group: OptionGroup): Picks {
  const sorted = group.options.filter((option) => option.available).sort((a, b) => a.price_delta - b.price_delta);
  let wanted = group.min;
  const picks: Record<string, number> = {};
  for (const option of sorted) {
    if (wanted === 0) break;
    const times = Math.min(wanted, group.max_per_option);
    picks[option.id] = times;
    wanted -= times;
  }
  return picks;
}

export function productsById(menu: Menu): Map<string, Product> {
  return new Map(menu.product_types.flatMap((type) => type.products).map((product) => [product.id, product]));
}
