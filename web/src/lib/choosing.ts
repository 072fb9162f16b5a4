import type { OptionGroup, Product } from "../api/types";
import { livingPicks } from "./following";
import type { Key, Values } from "./i18n";
import { listed } from "./lists";
import { askedGroups, type Picks, pick, pickedIn, timesPicked, withDefaults } from "./menu";

/** True when no further answer fits; what is chosen can still be taken back. */
export function isFull(group: OptionGroup, picks: Picks): boolean {
  return group.max !== null && pickedIn(group, picks) >= group.max;
}

/** The picks after one answer: what is no longer asked leaves, what is newly asked begins with its defaults. */
export function answer(product: Product, picks: Picks, group: OptionGroup, optionId: string, times: number): Picks {
  const asked = new Set(askedGroups(product, picks).map(({ id }) => id));
  return withDefaults(product, livingPicks(product, pick(group, picks, optionId, times)), asked);
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
  const options = askedGroups(product, picks).flatMap((group) => group.options);
  const chosen = options.map((option) => ({ name: option.name, quantity: timesPicked(picks, option) }));
  return choiceNames(chosen.filter(({ quantity }) => quantity > 0));
}
