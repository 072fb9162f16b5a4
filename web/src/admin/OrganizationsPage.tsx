import Building from "lucide/dist/esm/icons/building.mjs";
import ChevronRight from "lucide/dist/esm/icons/chevron-right.mjs";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Listing } from "./Listing";
import { countryName } from "./places";
import { organizations } from "./platform";
import { organizationPath } from "./route";
import { show } from "./sheets";

/** Every business on the platform. */
export function OrganizationsPage() {
  const add = (
    <Button kind="main" onClick={() => show({ kind: "new organization" })}>
      <Icon of={Plus} />
      {t("organization.add")}
    </Button>
  );
  return (
    <>
      <header class="page-head">
        <h1>{t("nav.organizations")}</h1>
        {organizations.value.value && organizations.value.value.length > 0 && add}
      </header>
      <Listing of={organizations} drawing={Building} empty={t("organization.none")} action={add}>
        {({ id, name, country, currency, branches, managers }) => (
          <li key={id}>
            <a class="entry" href={organizationPath(id)}>
              <span class="entry-words">
                <b>{name}</b>
                <span>{t("organization.place", { country: countryName(country), currency })}</span>
              </span>
              <span class="entry-facts">
                <span>{t("organization.branches", { n: branches })}</span>
                <span>{t("organization.managers", { n: managers })}</span>
              </span>
              <Icon of={ChevronRight} turns />
            </a>
          </li>
        )}
      </Listing>
    </>
  );
}
