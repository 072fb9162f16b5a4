import type { Menu, Option, OptionGroup, Product, ProductType } from "../api/types";

/** How often each option is chosen, by option id; what is absent is not chosen. */
export type Picks = Readonly<Record<string, number>>;

export const timesPicked = (picks: Picks, option: Option): number => picks[option.id] ?? 0;

export function pickedIn(group: OptionGroup, picks: Picks): number {
  return group.options.reduce((sum, option) => sum + timesPicked(picks, option), 0);
}

/** The further question of each chosen option, by the option's id; what is asked already is not asked twice. */
export function openedBy(product: Product, picks: Picks): Map<string, OptionGroup> {
  const opened = new Map<string, OptionGroup>();
  const known = new Set(product.option_groups.map(({ id }) => id));
  const look = (group: OptionGroup): void => {
    for (const { id, opens } of group.options) {
      if (!opens || !picks[id] || known.has(opens.id)) continue;
      known.add(opens.id);
      opened.set(id, opens);
      look(opens);
    }
  };
  product.option_groups.forEach(look);
  return opened;
}

/** The product's own questions, each followed by those that its chosen answers open. */
export function askedGroups(product: Product, picks: Picks): OptionGroup[] {
  const opened = openedBy(product, picks);
  const withOpened = (group: OptionGroup | undefined): OptionGroup[] =>
    group ? [group, ...group.options.flatMap(({ id }) => withOpened(opened.get(id)))] : [];
  return product.option_groups.flatMap(withOpened);
}

/** What the branch has ticked beforehand, as far as it is there and fits. */
export function defaultPicks(product: Product): Picks {
  return withDefaults(product, {}, new Set());
}

/** The picks with the defaults of every question asked now but for those `known` by their ids. */
export function withDefaults(product: Product, picks: Picks, known: Set<string>): Picks {
  const fresh = askedGroups(product, picks).filter(({ id }) => !known.has(id));
  if (!fresh.length) return picks;
  let answered = picks;
  for (const group of fresh) {
    known.add(group.id);
    for (const option of group.options) if (option.default) answered = pick(group, answered, option.id, 1);
  }
  return withDefaults(product, answered, known);
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
  return askedGroups(product, picks).filter((group) => !isAnswered(group, picks));
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
  const asked = askedGroups(product, picks);
  return Math.max(
    0,
    asked.reduce((sum, group) => sum + chargedDeltas(group, picks), product.price),
  );
}

/** What a dish costs before anybody chooses: what one tap adds, or "from €6.90", the least, where a choice has to be made. */
export function startingPrice(product: Product): { price: number; from: boolean } {
  const preset = defaultPicks(product);
  const open = unanswered(product, preset);
  if (!open.length) return { price: unitPrice(product, preset), from: false };
  const picks = Object.assign({}, ...product.option_groups.map(cheapestAnswer));
  const required = askedGroups(product, picks).filter((group) => group.min > 0);
  const price = unitPrice(product, picks);
  const begun = unitPrice(product, Object.assign({}, preset, ...open.map(cheapestAnswer)));
  const from = begun !== price || required.some((group) => new Set(group.options.map(leastOf)).size > 1);
  return { price, from };
}

/** What an option costs at least, with the questions it opens. */
function leastOf({ price_delta, opens }: Option): number {
  return price_delta + (opens ? chargedDeltas(opens, cheapestAnswer(opens)) : 0);
}

function cheapestAnswer(group: OptionGroup): Picks {
  const sorted = group.options.filter((option) => option.available).sort((a, b) => leastOf(a) - leastOf(b));
  let wanted = group.min;
  const picks: Record<string, number> = {};
  for (const option of sorted) {
    if (wanted === 0) break;
    const times = Math.min(wanted, group.max_per_option);
    picks[option.id] = times;
    if (option.opens) Object.assign(picks, cheapestAnswer(option.opens));
    wanted -= times;
  }
  return picks;
}

/** Has something to sell now. */
export const isSelling = (type: ProductType): boolean => type.products.some(({ available }) => available);

/** The sections as the menu has them, but for those that sell nothing now: they stand last. */
export const closedLast = (types: readonly ProductType[]): ProductType[] => [
  ...types.filter(isSelling),
  ...types.filter((type) => !isSelling(type)),
];

export function productsById(menu: Menu): Map<string, Product> {
  return new Map(menu.product_types.flatMap((type) => type.products).map((product) => [product.id, product]));
}
