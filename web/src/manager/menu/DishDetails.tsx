import { t, tOr } from "../../lib/i18n";
import type { Form } from "../../staff/form";
import { Check } from "../../ui/Check";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { taxRates } from "../catalog";
import type { DishForm } from "./dishForm";
import { Sold } from "./Sold";
import { AllergenTicks, Ticks } from "./Ticks";
import { taxWords } from "./tax";

const DIETS = ["vegetarian", "vegan"];

/** What a dish can do without on its first day. */
export function DishDetails({ form }: { form: Form<DishForm> }) {
  const faults = form.faults.value;
  const hidden = ["sku", "tax_rate_id", "takeaway_tax_rate_id", "window_id", "min_age"];
  return (
    <details class="paper" open={hidden.some((field) => faults.has(field)) || undefined}>
      <summary>{t("details.title")}</summary>
      <div class="form">
        <Contents form={form} />
        <Sale form={form} />
      </div>
    </details>
  );
}

function Contents({ form }: { form: Form<DishForm> }) {
  const { allergens, tags, spiciness, min_age } = form.value.value;
  return (
    <>
      <AllergenTicks
        label={t("field.allergens")}
        hint={t("details.allergens_hint")}
        chosen={allergens}
        onChange={(chosen) => form.set({ allergens: chosen })}
      />
      <Ticks
        label={t("field.tags")}
        codes={DIETS}
        chosen={tags}
        nameOf={(code) => tOr(`tag.${code}`, "dish.code", { code })}
        onChange={(chosen) => form.set({ tags: chosen })}
      />
      <div class="pair">
        <Select
          label={t("field.spiciness")}
          value={String(spiciness ?? 0)}
          options={[0, 1, 2, 3].map((heat) => ({ value: String(heat), label: t(`heat.${heat}` as "heat.0") }))}
          onChange={(heat) => form.set({ spiciness: Number(heat) || null })}
        />
        <Select
          label={t("field.min_age")}
          value={String(min_age ?? 0)}
          options={[0, 16, 18].map((age) => ({
            value: String(age),
            label: age ? t("min_age", { n: age }) : t("details.any_age"),
          }))}
          onChange={(age) => form.set({ min_age: Number(age) || null })}
        />
      </div>
    </>
  );
}

function Sale({ form }: { form: Form<DishForm> }) {
  const { sku, tax_rate_id, takeaway_tax_rate_id, window_id, available } = form.value.value;
  const faults = form.faults.value;
  const rates = (taxRates.value.value ?? []).map((rate) => ({ value: rate.id, label: taxWords(rate) }));
  return (
    <>
      <div class="pair">
        <Select
          label={t("field.tax_rate_id")}
          value={tax_rate_id}
          fault={faults.get("tax_rate_id")}
          options={rates}
          onChange={(id) => form.set({ tax_rate_id: id })}
        />
        <Select
          label={t("field.takeaway_tax_rate_id")}
          value={takeaway_tax_rate_id ?? ""}
          fault={faults.get("takeaway_tax_rate_id")}
          options={[{ value: "", label: t("details.same_tax") }, ...rates]}
          onChange={(id) => form.set({ takeaway_tax_rate_id: id || null })}
        />
        <Sold value={window_id} fault={faults.get("window_id")} onChange={(id) => form.set({ window_id: id })} />
        <Field
          label={t("field.sku")}
          hint={t("details.sku_hint")}
          maxLength={40}
          value={sku}
          fault={faults.get("sku")}
          onInput={(event) => form.set({ sku: event.currentTarget.value })}
        />
      </div>
      <Check checked={available} hint={t("details.offered_hint")} onChange={(on) => form.set({ available: on })}>
        {t("field.available")}
      </Check>
    </>
  );
}
