import Store from "lucide/dist/esm/icons/store.mjs";
import { useEffect } from "preact/hooks";
import { t } from "../../lib/i18n";
import { Failure } from "../../staff/Failure";
import { branch } from "../../staff/identity";
import { Empty } from "../../ui/Empty";
import { Skeleton } from "../../ui/Skeleton";
import { wantCatalog } from "../catalog";
import { houses } from "../house";
import { BranchManagers } from "./BranchManagers";
import { BranchSettings } from "./BranchSettings";
import { TaxRates } from "./TaxRates";
import "./settings.css";

/** The chosen branch's rules, then what the whole house shares. */
export function SettingsScreen() {
  useEffect(wantCatalog, []);
  return (
    <div class="page settings">
      <header class="page-head">
        <h1>{t("shell.settings")}</h1>
      </header>
      <Chosen />
      <BranchManagers />
      <TaxRates />
    </div>
  );
}

function Chosen() {
  const known = houses.value.value;
  if (!known) {
    if (houses.fault.value) return <Failure fault={houses.fault.value} onRetry={() => void houses.load()} />;
    return <Skeleton rows={4} label={t("loading")} />;
  }
  const house = known.find(({ id }) => id === branch.value?.id);
  if (!house) return <Empty drawing={Store}>{t("settings.no_branch")}</Empty>;
  return <BranchSettings key={house.id} house={house} />;
}
