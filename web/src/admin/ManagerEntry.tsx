import ChevronRight from "lucide/dist/esm/icons/chevron-right.mjs";
import CircleCheck from "lucide/dist/esm/icons/circle-check.mjs";
import CirclePause from "lucide/dist/esm/icons/circle-pause.mjs";
import Mail from "lucide/dist/esm/icons/mail.mjs";
import { dayAndClock, t } from "../lib/i18n";
import { Icon } from "../ui/Icon";
import { State } from "../ui/State";
import { show } from "./sheets";
import type { Account } from "./wire";

/** Whether somebody can come in: word and icon. */
export function AccountState({ account }: { account: Account }) {
  if (!account.active) return <State tone="late" icon={CirclePause} word={t("manager.suspended")} />;
  if (account.invited) return <State tone="waiting" icon={Mail} word={t("manager.invited")} />;
  return <State icon={CircleCheck} word={t("manager.active")} />;
}

export const loginWords = ({ last_login_at }: Account): string =>
  last_login_at ? t("manager.last_login", { time: dayAndClock(last_login_at) }) : t("manager.never");

export const whereWords = ({ organization, branch }: Account): string =>
  branch
    ? t("manager.of_branch", { organization: organization.name, branch: branch.name })
    : t("manager.of_all", { organization: organization.name });

/** A manager in a list: who, where, when last, and whether they may come in. */
export function ManagerEntry({ account }: { account: Account }) {
  return (
    <li>
      <button type="button" class="entry" onClick={() => show({ kind: "manager", id: account.id })}>
        <span class="entry-words">
          <b>{account.name}</b>
          <span>{account.email}</span>
        </span>
        <span class="entry-words entry-place">
          <span>{whereWords(account)}</span>
          <span>{loginWords(account)}</span>
        </span>
        <span class="entry-state">
          <AccountState account={account} />
        </span>
        <Icon of={ChevronRight} turns />
      </button>
    </li>
  );
}
