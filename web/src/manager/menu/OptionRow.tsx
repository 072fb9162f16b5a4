import { useSignal } from "@preact/signals";
import Ellipsis from "lucide/dist/esm/icons/ellipsis.mjs";
import X from "lucide/dist/esm/icons/x.mjs";
import type { ComponentChildren } from "preact";
import { t } from "../../lib/i18n";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { Segmented } from "../../ui/Segmented";
import type { Faults } from "../faults";
import { DeltaField } from "../MoneyField";
import type { AnswerKind } from "../wire";
import type { TypedOption } from "./choicesForm";

type OptionRowProps = {
  option: TypedOption;
  handle: ComponentChildren;
  place: number;
  faults: Faults;
  onChange: (part: Partial<TypedOption>) => void;
  onRemove: () => void;
  onEnter: () => void;
};

const KINDS: readonly AnswerKind[] = ["choice", "add", "remove"];

/** Name and difference in price; the rest is one tap away. */
export function OptionRow({ option, handle, place, faults, onChange, onRemove, onEnter }: OptionRowProps) {
  const open = useSignal(false);
  const { id, name, price_delta, available } = option;
  const fault = (field: string) => faults.get(`options/${id}/${field}`);
  const said = name || t("option.unnamed");
  return (
    <div class={available ? "option" : "option idle"}>
      <div class="option-main" id={`option-${id}`}>
        {handle}
        <Field
          label={t("option.name", { n: place + 1 })}
          class="option-name"
          maxLength={120}
          value={name}
          fault={fault("name")}
          onInput={(event) => onChange({ name: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            onEnter();
          }}
        />
        <DeltaField
          label={t("option.delta")}
          class="option-delta"
          placeholder={t("option.included")}
          value={price_delta}
          fault={fault("price_delta")}
          onValue={(value) => onChange({ price_delta: value })}
          onEnter={onEnter}
        />
        <Button
          kind="quiet"
          aria-label={t("option.more", { name: said })}
          aria-expanded={open.value}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          <Icon of={Ellipsis} />
        </Button>
        <Button kind="quiet" aria-label={t("option.remove", { name: said })} onClick={onRemove}>
          <Icon of={X} />
        </Button>
      </div>
      {!open.value && <Marks option={option} />}
      {(open.value || fault("default")) && <More option={option} fault={fault("default")} onChange={onChange} />}
    </div>
  );
}

/** What sets it apart, said while its details are folded. */
function Marks({ option: { kind, default: chosen, available } }: { option: TypedOption }) {
  const marks = [
    kind !== "choice" && t(`kind.${kind}`),
    chosen && t("option.chosen"),
    !available && t("option.off"),
  ].filter(Boolean);
  return marks.length > 0 ? <p class="option-marks">{marks.join(" · ")}</p> : null;
}

type MoreProps = Pick<OptionRowProps, "option" | "onChange"> & { fault: string | undefined };

function More({ option: { kind, default: chosen, available }, fault, onChange }: MoreProps) {
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
      {fault && (
        <small class="field-fault" role="alert">
          {fault}
        </small>
      )}
    </div>
  );
}
