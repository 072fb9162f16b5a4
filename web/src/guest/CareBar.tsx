import WheatOff from "lucide/dist/esm/icons/wheat-off.mjs";
import type { Care } from "../lib/allergens";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Segmented } from "../ui/Segmented";
import { allergenNames } from "./allergenNames";
import { allergies, shown } from "./care";
import { countCare } from "./caring";
import { menu } from "./menu";
import { sheet } from "./view";
import "./care.css";

export function AllergyButton() {
  const some = allergies.value.length > 0;
  return (
    <Button kind="quiet" class={some ? "stacked some" : "stacked"} onClick={() => (sheet.value = "allergies")}>
      <Icon of={WheatOff} size={20} />
      {t("care")}
    </Button>
  );
}

const GROUPS: readonly (Care | "all")[] = ["all", "without", "unknown", "contains"];

/** The menu in three groups for somebody with an allergy: listed without, unknown, contains. */
export function CareBar() {
  if (!allergies.value.length) return null;
  const counts = countCare(menu.value?.product_types ?? []);
  return (
    <section class="care-bar" aria-label={t("care.which")}>
      <p>{t("care.for", { list: allergenNames(allergies.value) })}</p>
      <Segmented
        label={t("care.which")}
        value={shown.value}
        options={GROUPS.map((value) => ({
          value,
          label: (
            <span class="care-group">
              <b>{counts[value]}</b> {t(`care.group.${value}`)}
            </span>
          ),
        }))}
        onChange={(next) => {
          shown.value = next;
        }}
      />
    </section>
  );
}
