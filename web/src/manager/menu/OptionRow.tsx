import { useSignal } from "@preact/signals";
import Ellipsis from "lucide/dist/esm/icons/ellipsis.mjs";
import X from "lucide/dist/esm/icons/x.mjs";
import type { ComponentChildren } from "preact";
import { t } from "../../lib/i18n";
import type { Faults } from "../../staff/faults";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { DeltaField } from "../MoneyField";
import type { AnswerKind, Choices } from "../wire";
import type { TypedOption } from "./choicesForm";
import { Marks, OptionDetails } from "./OptionDetails";

type OptionRowProps = {
  option: TypedOption;
  handle: ComponentChildren;
  place: number;
  /** What most of them are to the kitchen. */
  usual: AnswerKind | undefined;
  faults: Faults;
  /** The questions this answer may open. */
  opens: readonly Choices[];
  onChange: (part: Partial<TypedOption>) => void;
  onRemove: () => void;
  onEnter: () => void;
};

/** Name and difference in price; the rest is one tap away. */
export function OptionRow({
  option,
  handle,
  place,
  usual,
  faults,
  opens,
  onChange,
  onRemove,
  onEnter,
}: OptionRowProps) {
  const open = useSignal(false);
  const { id, name, price_delta, available } = option;
  const fault = (field: string) => faults.get(`options/${id}/${field}`);
  const said = name || t("option.unnamed");
  const isOpen = open.value || Boolean(fault("default") ?? fault("opens_group_id"));
  return (
    <div class={available ? "option" : "option idle"}>
      <div class="option-main" id={`option-${id}`}>
        {handle}
        <Field
          label={t("option.column")}
          aria-label={t("option.name", { n: place + 1 })}
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
          aria-expanded={isOpen}
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
      {isOpen ? (
        <OptionDetails option={option} fault={fault} opens={opens} onChange={onChange} />
      ) : (
        <Marks option={option} usual={usual} />
      )}
    </div>
  );
}
