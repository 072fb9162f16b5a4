import type { OptionGroup, Product } from "../api/types";
import { type Key, listed, type Values } from "./i18n";
import { type Picks, pickedIn, timesPicked } from "./menu";

/** True when no further answer fits; what is chosen can still be taken back. */
export function isFull(group: OptionGroup, picks: Picks): boolean {
  return group.max !== null && pickedIn(group, picks) >= group.max;
}

/** The group's rule in words: "Choose 1", "Choose up to 3". */
export function ruleWords({ min, max }: OptionGroup): { key: Key; values: Values } {
  if (min === 0 && max === null) return { key: "choose.any", values: {} };
  if (min === 0) return { key: "choose.up_to", values: { n: max ?? 0 } };
  if (max === null) return { key: "choose.at_least", values: { n: min } };
  if (min === max) return { key: "choose.exactly", values: { n: min } };
  return { key: "choose.between", values: { min, n: max } };
}

/** What was chosen, as one reads it: "Large, 2 × Cheese". */
export const choiceNames = (chosen: readonly { name: string; quantity: number }[]): string =>
  listed(chosen.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)));

/** Names of what is chosen, in the menu's order. */
export function pickedNames(product: Product, picks: Picks): string {
  const options = product.option_groups.flatMap((group) => group.options);
  const chosen = options.map((option) => ({ name: option.name, quantity: timesPicked(picks, option) }));
  return choiceNames(chosen.filter(({ quantity }) => quantity > 0));
}
