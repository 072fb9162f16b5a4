import { allergensOf } from "../lib/allergens";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Check } from "../ui/Check";
import { Sheet } from "../ui/Sheet";
import { allergenName } from "./allergenNames";
import { allergies, shown, telling } from "./care";
import { menu } from "./menu";
import { sheet } from "./view";
import "./care.css";

const close = () => {
  sheet.value = null;
};

function switchOne(code: string, on: boolean): void {
  const others = allergies.value.filter((known) => known !== code);
  allergies.value = on ? [...others, code] : others;
  if (!allergies.value.length) shown.value = "all";
}

/** What somebody cannot have: said once, for the menu and for the kitchen. */
export function AllergySheet() {
  const some = allergies.value.length > 0;
  return (
    <Sheet
      title={t("care")}
      closeWord={t("close")}
      onClose={close}
      foot={
        <Button kind="main" big wide onClick={close}>
          {t("care.done")}
        </Button>
      }
    >
      <p>{t("care.intro")}</p>
      <fieldset class="care-list">
        <legend class="unseen">{t("care.which_allergens")}</legend>
        {allergensOf(menu.value).map((code) => (
          <Check key={code} checked={allergies.value.includes(code)} onChange={(on) => switchOne(code, on)}>
            {allergenName(code)}
          </Check>
        ))}
      </fieldset>
      <div class="care-tell">
        <Check
          checked={some && telling.value}
          disabled={!some}
          hint={t("care.tell_hint")}
          onChange={(on) => {
            telling.value = on;
          }}
        >
          {t("care.tell")}
        </Check>
      </div>
      <p class="small">{t("care.honest")}</p>
    </Sheet>
  );
}
