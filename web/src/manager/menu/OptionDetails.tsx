import { t } from "../../lib/i18n";
import { Check } from "../../ui/Check";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { choicesById } from "../catalog";
import type { AnswerKind, Choices } from "../wire";
import type { TypedOption } from "./choicesForm";
import { AllergenTicks, allergenName } from "./Ticks";

const KINDS: readonly AnswerKind[] = ["choice", "add", "remove"];

/** What sets an option apart, said while its details are folded. */
export function Marks({ option, usual }: { option: TypedOption; usual: AnswerKind | undefined }) {
  const { kind, default: chosen, available, allergens, opens_group_id } = option;
  const opened = opens_group_id && choicesById.value.get(opens_group_id);
  const marks = [
    kind !== usual && t(`kind.${kind}`),
    chosen && t("option.chosen"),
    !available && t("option.off"),
    opened && t("option.then", { choice: opened.name }),
    ...allergens.map(allergenName),
  ].filter(Boolean);
  return marks.length > 0 ? <p class="option-marks">{marks.join(" · ")}</p> : null;
}

type OptionDetailsProps = {
  option: TypedOption;
  fault: (field: string) => string | undefined;
  opens: readonly Choices[];
  onChange: (part: Partial<TypedOption>) => void;
};

/** What most options do without: kind, chosen beforehand, a question that follows, allergens. */
export function OptionDetails({ option, fault, opens, onChange }: OptionDetailsProps) {
  const { kind, default: chosen, available, allergens, opens_group_id } = option;
  const wrong = fault("default");
  return (
    <div class="option-details">
      <Segmented<AnswerKind>
        label={t("option.kind")}
        value={kind}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(value) => onChange({ kind: value })}
      />
      <Check checked={chosen} onChange={(on) => onChange({ default: on })}>
        {t("option.default")}
      </Check>
      <Check checked={available} hint={t("option.offered_hint")} onChange={(on) => onChange({ available: on })}>
        {t("option.offered")}
      </Check>
      {wrong && (
        <small class="field-fault" role="alert">
          {wrong}
        </small>
      )}
      <Select
        label={t("option.opens")}
        value={opens_group_id ?? ""}
        fault={fault("opens_group_id")}
        options={[
          { value: "", label: t("option.opens_nothing") },
          ...opens.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => onChange({ opens_group_id: id || null })}
      />
      <AllergenTicks
        label={t("field.allergens")}
        hint={t("option.allergens_hint")}
        chosen={allergens}
        onChange={(codes) => onChange({ allergens: codes })}
      />
    </div>
  );
}
