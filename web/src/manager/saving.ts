import { t } from "../lib/i18n";
import { branches, me } from "../staff/identity";
import { say } from "../ui/Toast";
import { editsCatalog } from "./catalog";
import type { Reach } from "./wire";

/** A house with one branch needs no word of where. */
const isOnlyOne = (): boolean => branches.value.length === 1 && !me.value?.branch;

/** Where a change is felt: "both branches", "only Mitte". */
export function reachWords({ branches: felt }: Reach): string {
  const [only] = felt;
  if (!only) return t("reach.none");
  if (felt.length >= branches.value.length && felt.length > 1)
    return felt.length === 2 ? t("reach.both") : t("reach.all", { n: felt.length });
  if (isOnlyOne()) return only.name;
  return felt.length === 1 ? t("reach.only", { branch: only.name }) : t("reach.some", { n: felt.length });
}

/** What a save of the whole house will say, before it is made. A branch's own manager sees none of the others. */
export function reachOfHouse(): string {
  if (me.value?.branch && editsCatalog.value) return t("reach.house");
  return reachWords({ branches: branches.value.map(({ id, name }) => ({ id, name })) });
}

export const tellSaved = (reach: Reach): void =>
  say(isOnlyOne() ? t("save.done") : t("save.told", { reach: reachWords(reach) }));
