import { useId } from "preact/hooks";
import "./field.css";
import "./select.css";

type SelectProps = {
  label: string;
  hint?: string;
  fault?: string | null;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
};

/** One of several, as the device shows such lists. */
export function Select({ label, hint, fault, value, options, onChange }: SelectProps) {
  const id = useId();
  const told = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ") || undefined;
  return (
    <div class="field select">
      <label for={id}>{label}</label>
      <select
        id={id}
        aria-invalid={Boolean(fault)}
        aria-describedby={told}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint && (
        <small id={`${id}-hint`} class="field-hint">
          {hint}
        </small>
      )}
      {fault && (
        <small id={`${id}-fault`} class="field-fault" role="alert">
          {fault}
        </small>
      )}
    </div>
  );
}
