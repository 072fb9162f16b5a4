import Plus from "lucide/dist/esm/icons/plus.mjs";
import { t } from "../../lib/i18n";
import { last } from "../../lib/last";
import type { Form } from "../../staff/form";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { choices } from "../catalog";
import { Sortable } from "../Sortable";
import { type ChoicesForm, newOption, type TypedOption } from "./choicesForm";
import { openable } from "./nesting";
import { OptionRow } from "./OptionRow";
import "./options.css";

/** The answers in their order. Enter in the last one begins the next. */
export function OptionList({ id: groupId, form }: { id: string | null; form: Form<ChoicesForm> }) {
  const { options } = form.value.value;
  const fault = form.faults.value.get("options");
  const opens = openable(groupId, choices.value.value ?? []);

  const set = (next: readonly TypedOption[]) => form.set({ options: next });
  const change = (id: string, part: Partial<TypedOption>) =>
    set(options.map((option) => (option.id === id ? { ...option, ...part } : option)));

  const add = () => {
    const made = newOption(last(options)?.kind ?? "choice");
    set([...options, made]);
    requestAnimationFrame(() => focusOption(made));
  };

  const goOn = (place: number) => {
    const next = options[place + 1];
    if (next) focusOption(next);
    else add();
  };

  return (
    <fieldset class="paper">
      <legend class="unseen">{t("field.options")}</legend>
      <h3>{t("field.options")}</h3>
      <Sortable
        items={options}
        label={t("field.options")}
        nameOf={({ name }) => name || t("option.unnamed")}
        onOrder={(ids) => set(ids.flatMap((id) => options.find((option) => option.id === id) ?? []))}
        class="options"
      >
        {(option, handle, place) => (
          <OptionRow
            option={option}
            handle={handle}
            place={place}
            usual={options[0]?.kind}
            faults={form.faults.value}
            opens={opens}
            onChange={(part) => change(option.id, part)}
            onRemove={() => set(options.filter(({ id }) => id !== option.id))}
            onEnter={() => goOn(place)}
          />
        )}
      </Sortable>
      {fault && (
        <small class="field-fault" role="alert">
          {fault}
        </small>
      )}
      <Button onClick={add}>
        <Icon of={Plus} />
        {t("option.add")}
      </Button>
    </fieldset>
  );
}

/** Put the cursor into the name of an option's row. */
export function focusOption(option: TypedOption | undefined): void {
  document.getElementById(`option-${option?.id}`)?.querySelector("input")?.focus();
}
