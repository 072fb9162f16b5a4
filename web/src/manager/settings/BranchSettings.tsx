import { t } from "../../lib/i18n";
import { money } from "../../lib/money";
import { type Faults, faultText } from "../../staff/faults";
import { type Form, formOf } from "../../staff/form";
import type { Moved } from "../../staff/rebase";
import { patch, saveForm } from "../../staff/saving";
import { call } from "../../staff/server";
import { Check } from "../../ui/Check";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { houses } from "../house";
import { SaveBar } from "../SaveBar";
import { reachWords, tellSaved } from "../saving";
import type { House } from "../wire";
import { Lateness } from "./Lateness";
import { type LimitsForm, limitFaults, limitsForm, limitsOf } from "./limits";
import { OrderLimits } from "./OrderLimits";

export type SettingsForm = Pick<
  House,
  "name" | "cutoff" | "tax_included" | "tax_rounding" | "cash_step" | "confirm_automatically" | "lateness"
> & { order_limits: LimitsForm };

const toForm = (house: House): SettingsForm => ({
  name: house.name,
  cutoff: house.cutoff,
  tax_included: house.tax_included,
  tax_rounding: house.tax_rounding,
  cash_step: house.cash_step,
  confirm_automatically: house.confirm_automatically,
  lateness: house.lateness,
  order_limits: limitsForm(house),
});

function check({ name, cutoff, lateness, order_limits }: SettingsForm, currency: string): Faults {
  const found = new Map<string, string>(limitFaults(order_limits, currency));
  if (!name.trim()) found.set("name", faultText("empty"));
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(cutoff)) found.set("cutoff", t("settings.no_time"));
  for (const [kind, [soon = 0, late = 0]] of Object.entries(lateness))
    if (!(soon >= 1 && late > soon && late <= 600)) found.set(`lateness/${kind}`, t("settings.late_order"));
  return found;
}

/** As the server reads it: limits are typed as text. */
const wanted = ({ order_limits, ...others }: Partial<SettingsForm>, currency: string) => ({
  ...others,
  ...(order_limits && { order_limits: limitsOf(order_limits, currency) }),
});

const movedWords = ({ field }: Moved): string =>
  t("settings.moved", { field: t(`setting.${field}` as "setting.name") });

async function save(house: House, form: Form<SettingsForm>): Promise<void> {
  const path = `/api/branches/${house.id}` as const;
  const saved = await saveForm<SettingsForm, House>({
    name: `save ${house.id}`,
    form,
    check: (typed) => check(typed, house.currency),
    send: () => patch<House>(path, form.version.peek(), wanted(form.changes(), house.currency)),
    fetchNow: () => call<House>(path),
    toForm,
  });
  if (!saved) return;
  houses.change((known) => known.map((one) => (one.id === saved.id ? saved : one)));
  tellSaved({ branches: [saved] });
}

/** What a branch decides for itself; country, zone and currency are the platform's. */
export function BranchSettings({ house }: { house: House }) {
  const form = formOf(house.id, toForm(house), house.version);
  return (
    <form
      class="paper settings-branch"
      onSubmit={(event) => {
        event.preventDefault();
        void save(house, form);
      }}
    >
      <h2>{house.name}</h2>
      <p class="quiet-words">{[house.timezone.replaceAll("_", " "), house.country, house.currency].join(" · ")}</p>
      <div class="form">
        <Basics form={form} />
        <Money form={form} house={house} />
        <Lateness form={form} />
        <OrderLimits form={form} house={house} />
      </div>
      <SaveBar
        form={form}
        name={`save ${house.id}`}
        reach={reachWords({ branches: [house] })}
        movedWords={movedWords}
      />
    </form>
  );
}

function Basics({ form }: { form: Form<SettingsForm> }) {
  const { name, cutoff, confirm_automatically } = form.value.value;
  const faults = form.faults.value;
  return (
    <>
      <div class="pair">
        <Field
          label={t("setting.name")}
          maxLength={120}
          value={name}
          fault={faults.get("name")}
          onInput={(event) => form.set({ name: event.currentTarget.value })}
        />
        <Field
          label={t("setting.cutoff")}
          hint={t("settings.cutoff_hint")}
          placeholder="04:00"
          value={cutoff}
          fault={faults.get("cutoff")}
          onInput={(event) => form.set({ cutoff: event.currentTarget.value })}
        />
      </div>
      <Check
        checked={confirm_automatically}
        hint={t("settings.confirm_hint")}
        onChange={(on) => form.set({ confirm_automatically: on })}
      >
        {t("setting.confirm_automatically")}
      </Check>
    </>
  );
}

const ROUNDINGS = ["bill", "bill_down", "line"] as const;
const CASH_STEPS = [1, 5, 10, 50, 100];

function Money({ form, house }: { form: Form<SettingsForm>; house: House }) {
  const { tax_included, tax_rounding, cash_step } = form.value.value;
  const steps = [...new Set([...CASH_STEPS, cash_step])].sort((one, other) => one - other);
  return (
    <>
      <Check checked={tax_included} hint={t("settings.tax_hint")} onChange={(on) => form.set({ tax_included: on })}>
        {t("setting.tax_included")}
      </Check>
      <div class="pair">
        <Select
          label={t("setting.tax_rounding")}
          value={tax_rounding}
          options={ROUNDINGS.map((value) => ({ value, label: t(`rounding.${value}`) }))}
          onChange={(value) => form.set({ tax_rounding: value })}
        />
        <Select
          label={t("setting.cash_step")}
          value={String(cash_step)}
          options={steps.map((step) => ({
            value: String(step),
            label: step === 1 ? t("settings.no_step") : money(step, house.currency),
          }))}
          onChange={(step) => form.set({ cash_step: Number(step) })}
        />
      </div>
      <p class="quiet-words">{t("settings.terms")}</p>
    </>
  );
}
