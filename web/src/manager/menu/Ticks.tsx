import { ALLERGENS, NONE_OF_THEM, namedIn } from "../../lib/allergens";
import { t, tOr } from "../../lib/i18n";
import { Check } from "../../ui/Check";

type TicksProps = {
  label: string;
  hint?: string;
  codes: readonly string[];
  chosen: readonly string[];
  nameOf: (code: string) => string;
  onChange: (chosen: string[]) => void;
};

/** Any of a known few. */
export function Ticks({ label, hint, codes, chosen, nameOf, onChange }: TicksProps) {
  return (
    <fieldset class="ticks">
      <legend>{label}</legend>
      {hint && <p class="quiet-words">{hint}</p>}
      <div class="ticks-all">
        {codes.map((code) => (
          <Check
            key={code}
            checked={chosen.includes(code)}
            onChange={(on) => onChange(on ? [...chosen, code] : chosen.filter((one) => one !== code))}
          >
            {nameOf(code)}
          </Check>
        ))}
      </div>
    </fieldset>
  );
}

export const allergenName = (code: string): string =>
  code === NONE_OF_THEM ? t("allergens.none") : tOr(`allergen.${code}`, "dish.code", { code });

/** What was ticked last counts: something in it, or none of the fourteen. */
const settled = (chosen: string[]): string[] =>
  chosen[chosen.length - 1] === NONE_OF_THEM ? [NONE_OF_THEM] : namedIn(chosen);

/** What a dish or an option contains; codes of the house's own stand behind those of the law. */
export function AllergenTicks(props: Pick<TicksProps, "label" | "hint" | "chosen" | "onChange">) {
  const codes = [...new Set([...ALLERGENS, ...namedIn(props.chosen), NONE_OF_THEM])];
  return (
    <Ticks {...props} codes={codes} nameOf={allergenName} onChange={(chosen) => props.onChange(settled(chosen))} />
  );
}
