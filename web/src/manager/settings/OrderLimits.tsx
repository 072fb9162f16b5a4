import { t } from "../../lib/i18n";
import { money } from "../../lib/money";
import type { Form } from "../../staff/form";
import { Field } from "../../ui/Field";
import type { House } from "../wire";
import type { SettingsForm } from "./BranchSettings";
import { COUNTED } from "./limits";

/** What guests' phones may send before staff look at it. */
export function OrderLimits({ form, house }: { form: Form<SettingsForm>; house: House }) {
  const { order_limits: limits } = form.value.value;
  const set = (part: Partial<typeof limits>) => form.set({ order_limits: { ...limits, ...part } });
  const faultOf = (name: string) => form.faults.value.get(`order_limits/${name}`) ?? null;
  return (
    <fieldset class="limits">
      <legend>{t("setting.order_limits")}</legend>
      <p class="quiet-words">{t("settings.limits_lead")}</p>
      <div class="limits-fields">
        {COUNTED.map((name) => (
          <Field
            key={name}
            label={t(`limits.${name}`)}
            hint={t(`limits.${name}_hint`)}
            inputmode="numeric"
            autocomplete="off"
            value={limits[name]}
            fault={faultOf(name)}
            onInput={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
        <Field
          label={t("limits.value")}
          hint={t("limits.value_hint", { usual: money(house.usual_order_value, house.currency) })}
          inputmode="decimal"
          autocomplete="off"
          value={limits.value}
          fault={faultOf("value")}
          onInput={(event) => set({ value: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}
