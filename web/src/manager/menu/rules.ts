export type RuleName = "one" | "one_or_none" | "any" | "at_least_one" | "between";
type Bounds = { min: number; max: number | null };

/** How many answers guests give, in the words of the screen. */
export const RULES: Readonly<Record<RuleName, Bounds>> = {
  one: { min: 1, max: 1 },
  one_or_none: { min: 0, max: 1 },
  any: { min: 0, max: null },
  at_least_one: { min: 1, max: null },
  between: { min: 0, max: 3 },
};

/** A number in between begins with no more answers than there are options. */
export const betweenFor = (options: number): Bounds => ({ min: 0, max: Math.min(3, Math.max(2, options)) });

export function ruleOf(min: number, max: number | null): RuleName {
  const names = Object.keys(RULES) as RuleName[];
  const plain = names.find((name) => name !== "between" && RULES[name].min === min && RULES[name].max === max);
  return plain ?? "between";
}
