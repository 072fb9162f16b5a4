import type { ComponentChildren } from "preact";
import "./check.css";

type CheckProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ComponentChildren;
  /** Small print under the words. */
  hint?: ComponentChildren;
  disabled?: boolean;
};

/** A whole row that is on or off. */
export function Check({ checked, onChange, children, hint, disabled }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {children}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}
