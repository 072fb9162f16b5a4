import ArrowLeft from "lucide/dist/esm/icons/arrow-left.mjs";
import Building from "lucide/dist/esm/icons/building.mjs";
import Pencil from "lucide/dist/esm/icons/pencil.mjs";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import Store from "lucide/dist/esm/icons/store.mjs";
import Users from "lucide/dist/esm/icons/users.mjs";
import { t } from "../lib/i18n";
import { languageName } from "../lib/languages";
import { Failure } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Skeleton } from "../ui/Skeleton";
import { Listing } from "./Listing";
import { ManagerEntry } from "./ManagerEntry";
import { countryName, zoneName } from "./places";
import { branches, managers, organizations } from "./platform";
import { ORGANIZATIONS } from "./route";
import { show } from "./sheets";
import type { Branch, Organization } from "./wire";

/** One business: its branches, and who manages them. */
export function OrganizationPage({ id }: { id: string }) {
  const fault = organizations.fault.value;
  const known = organizations.value.value;
  if (!known && fault) return <Failure fault={fault} onRetry={() => void organizations.load()} />;
  if (!known) return <Skeleton rows={4} label={t("loading")} />;
  const organization = known.find((one) => one.id === id);
  if (!organization) return <Gone />;
  return (
    <>
      <Head organization={organization} />
      <Branches organization={organization} />
      <Managers organization={organization} />
    </>
  );
}

const toAll = () => (
  <a class="page-back" href={ORGANIZATIONS}>
    <Icon of={ArrowLeft} turns />
    {t("nav.organizations")}
  </a>
);

function Gone() {
  return (
    <Empty drawing={Building} action={toAll()}>
      {t("organization.gone")}
    </Empty>
  );
}

function Head({ organization }: { organization: Organization }) {
  const { name, country, currency, language } = organization;
  const facts = { country: countryName(country), currency, language: languageName(language) };
  return (
    <header class="page-head">
      {toAll()}
      <div>
        <h1>{name}</h1>
        <p class="quiet-words">{t("organization.facts", facts)}</p>
      </div>
      <Button onClick={() => show({ kind: "rename", organization })}>
        <Icon of={Pencil} size={20} />
        {t("organization.rename")}
      </Button>
    </header>
  );
}

function Branches({ organization }: { organization: Organization }) {
  const add = (
    <Button onClick={() => show({ kind: "new branch", organization })}>
      <Icon of={Plus} />
      {t("branch.add")}
    </Button>
  );
  return (
    <section aria-label={t("branch.all")}>
      <header class="part-head">
        <h2>{t("branch.all")}</h2>
        {organization.branches > 0 && add}
      </header>
      <Listing of={branches} drawing={Store} empty={t("branch.empty")} action={add}>
        {(branch: Branch) => (
          <li key={branch.id}>
            <button type="button" class="entry" onClick={() => show({ kind: "branch", branch })}>
              <span class="entry-words">
                <b>{branch.name}</b>
                <span>
                  {t("branch.place", { country: countryName(branch.country), zone: zoneName(branch.timezone) })}
                </span>
              </span>
              <Icon of={Pencil} size={20} />
            </button>
          </li>
        )}
      </Listing>
    </section>
  );
}

function Managers({ organization }: { organization: Organization }) {
  const add = (
    <Button onClick={() => show({ kind: "new manager", organizationId: organization.id })}>
      <Icon of={Plus} />
      {t("manager.add")}
    </Button>
  );
  return (
    <section aria-label={t("nav.managers")}>
      <header class="part-head">
        <h2>{t("nav.managers")}</h2>
        {organization.managers > 0 && add}
      </header>
      <Listing
        of={managers}
        pick={(all) => all.filter((one) => one.organization.id === organization.id)}
        drawing={Users}
        empty={t("manager.none_here")}
        action={add}
      >
        {(account) => <ManagerEntry key={account.id} account={account} />}
      </Listing>
    </section>
  );
}
