import { ALLERGENS } from "../../lib/allergens";
import { tOr } from "../../lib/i18n";
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

export const allergenName = (code: string): string => tOr(`allergen.${code}`, "dish.code", { code });

/** What a dish or an option contains; codes of the house's own stand behind those of the law. */
export function AllergenTicks(props: Pick<TicksProps, "label" | "hint" | "chosen" | "onChange">) {
  return <Ticks {...props} codes={[...new Set([...ALLERGENS, ...props.chosen])]} nameOf={allergenName} />;
}
