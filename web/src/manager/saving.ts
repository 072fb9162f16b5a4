import { t } from "../lib/i18n";
import { branches } from "../staff/identity";
import { say } from "../ui/Toast";
import type { Reach } from "./wire";

/** Where a change is felt: "all 2 branches", "only Mitte". */
export function reachWords({ branches: felt }: Reach): string {
  const [only] = felt;
  if (!only) return t("reach.none");
  if (felt.length >= branches.value.length && felt.length > 1) return t("reach.all", { n: felt.length });
  if (branches.value.length === 1) return only.name;
  return felt.length === 1 ? t("reach.only", { branch: only.name }) : t("reach.some", { n: felt.length });
}

/** What a save of the whole house will say, before it is made. Whoever sees one branch may be its manager alone. */
export function reachOfHouse(): string {
  if (branches.value.length === 1) return t("reach.house");
  return reachWords({ branches: branches.value.map(({ id, name }) => ({ id, name })) });
}

export const tellSaved = (reach: Reach): void => say(t("save.told", { reach: reachWords(reach) }));
