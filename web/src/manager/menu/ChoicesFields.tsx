import { t } from "../../lib/i18n";
import type { Form } from "../../staff/form";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";
import { Stepper } from "../../ui/Stepper";
import type { ChoicesForm } from "./choicesForm";
import { choicesTexts } from "./choicesTexts";
import { Languages } from "./Languages";
import { focusOption, OptionList } from "./OptionList";
import { betweenFor, RULES, type RuleName, ruleOf } from "./rules";

type ChoicesFieldsProps = { id: string | null; form: Form<ChoicesForm>; example?: string };

/** Name, how many answers guests give, the answers, and all that in other languages. */
export function ChoicesFields({ id, form, example }: ChoicesFieldsProps) {
  const { name, options } = form.value.value;
  return (
    <>
      <Field
        label={t("group.name")}
        hint={t("group.name_hint")}
        placeholder={example}
        maxLength={120}
        value={name}
        fault={form.faults.value.get("name")}
        onInput={(event) => form.set({ name: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (id || event.key !== "Enter") return;
          event.preventDefault();
          focusOption(options[0]);
        }}
      />
      <Rule form={form} />
      <OptionList id={id} form={form} />
      {id && <Languages texts={choicesTexts(form)} faults={form.faults.value} />}
    </>
  );
}

function Rule({ form }: { form: Form<ChoicesForm> }) {
  const { min, max, max_per_option, free_quantity, options } = form.value.value;
  const faults = form.faults.value;
  const rule = ruleOf(min, max);
  const count = (
    field: "min" | "max" | "max_per_option" | "free_quantity",
    value: number,
    least: number,
    most = max ?? 20,
  ) => (
    <div class="rule-count">
      <span id={`count-${field}`}>{t(`field.${field}`)}</span>
      <Stepper
        value={value}
        min={least}
        max={most}
        fewer={t("group.fewer", { field: t(`field.${field}`) })}
        more={t("group.more_of", { field: t(`field.${field}`) })}
        onChange={(next) => form.set({ [field]: next })}
      />
    </div>
  );
  return (
    <div class="rule">
      <Select
        label={t("group.rule")}
        value={rule}
        fault={rule === "between" ? undefined : (faults.get("min") ?? faults.get("max"))}
        options={(Object.keys(RULES) as RuleName[]).map((value) => ({ value, label: t(`rule.${value}`) }))}
        onChange={(chosen) => form.set(chosen === "between" ? betweenFor(options.length) : RULES[chosen as RuleName])}
      />
      {rule === "between" && (
        <>
          {count("min", min, 0)}
          {count("max", max ?? 2, Math.max(2, min), 20)}
          {[faults.get("min"), faults.get("max")].filter(Boolean).map((text) => (
            <small key={text} class="field-fault" role="alert">
              {text}
            </small>
          ))}
        </>
      )}
      {max !== 1 && count("max_per_option", max_per_option, 1)}
      {max !== 1 && count("free_quantity", free_quantity, 0)}
    </div>
  );
}
