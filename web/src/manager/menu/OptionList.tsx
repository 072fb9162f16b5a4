import Plus from "lucide/dist/esm/icons/plus.mjs";
import { t } from "../../lib/i18n";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import type { Form } from "../form";
import { Sortable } from "../Sortable";
import { type ChoicesForm, newOption, type TypedOption } from "./choicesForm";
import { OptionRow } from "./OptionRow";
import "./options.css";

/** The answers in their order. Enter in the last one begins the next. */
export function OptionList({ form }: { form: Form<ChoicesForm> }) {
  const { options } = form.value.value;
  const fault = form.faults.value.get("options");

  const set = (next: readonly TypedOption[]) => form.set({ options: next });
  const change = (id: string, part: Partial<TypedOption>) =>
    set(options.map((option) => (option.id === id ? { ...option, ...part } : option)));

  const add = () => {
    const made = newOption(options.at(-1)?.kind ?? "choice");
    set([...options, made]);
    requestAnimationFrame(() => document.getElementById(nameField(made.id))?.querySelector("input")?.focus());
  };

  const goOn = (place: number) => {
    const next = options[place + 1];
    if (next) document.getElementById(nameField(next.id))?.querySelector("input")?.focus();
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
            faults={form.faults.value}
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

export const nameField = (id: string): string => `option-${id}`;
