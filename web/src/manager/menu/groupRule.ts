import { ruleWords } from "../../lib/choosing";
import { t } from "../../lib/i18n";

type Rule = { min: number; max: number | null; max_per_option: number; free_quantity: number };

/** The group's rule as guests read it: "Choose 1". */
export function groupRule(rule: Rule): string {
  const { key, values } = ruleWords({ ...rule, id: "", name: "", required: rule.min > 0, options: [] });
  return t(key, values);
}
