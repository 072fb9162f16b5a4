import { signal } from "@preact/signals";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import Users from "lucide/dist/esm/icons/users.mjs";
import { t } from "../lib/i18n";
import { search } from "../lib/plain";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { Listing } from "./Listing";
import { ManagerEntry } from "./ManagerEntry";
import { managers, organizations } from "./platform";
import { show } from "./sheets";
import type { Account } from "./wire";

const wanted = signal("");
/** A shorter list is read faster than it is searched. */
const WORTH_SEARCHING = 8;

const isWanted = ({ name, email, organization, branch }: Account): boolean =>
  search(wanted.value).isIn([name, email, organization.name, branch?.name ?? ""].join(" "));

/** Every manager account, with where and when they were last in. */
export function ManagersPage() {
  const add = (
    <Button kind="main" onClick={() => show({ kind: "new manager", organizationId: null })}>
      <Icon of={Plus} />
      {t("manager.add")}
    </Button>
  );
  const can = (organizations.value.value ?? []).length > 0;
  const known = managers.value.value ?? [];
  return (
    <>
      <header class="page-head">
        <h1>{t("nav.managers")}</h1>
        {can && known.length > 0 && add}
      </header>
      {known.length >= WORTH_SEARCHING && (
        <Field
          class="page-search"
          type="search"
          label={t("manager.search")}
          value={wanted.value}
          onInput={(event) => {
            wanted.value = event.currentTarget.value;
          }}
        />
      )}
      <Listing
        of={managers}
        pick={(all) => (all.length >= WORTH_SEARCHING ? all.filter(isWanted) : all)}
        drawing={Users}
        empty={known.length > 0 ? t("manager.not_found", { text: wanted.value }) : t("manager.none")}
        action={can && known.length === 0 ? add : undefined}
      >
        {(account) => <ManagerEntry key={account.id} account={account} />}
      </Listing>
    </>
  );
}
