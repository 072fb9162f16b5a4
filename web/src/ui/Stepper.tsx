import Minus from "lucide/dist/esm/icons/minus.mjs";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import { Button } from "./Button";
import { Icon } from "./Icon";
import "./stepper.css";

type StepperProps = {
  value: number;
  /** 0 lets the last step remove what is counted. */
  min?: number;
  max?: number;
  /** Spoken words, e.g. "Fewer Tom Yum". */
  fewer: string;
  more: string;
  onChange: (value: number) => void;
};

export function Stepper({ value, min = 1, max = 50, fewer, more, onChange }: StepperProps) {
  return (
    <span class="stepper">
      <Button aria-label={fewer} disabled={value <= min} onClick={() => onChange(value - 1)}>
        <Icon of={Minus} />
      </Button>
      <output aria-live="polite">{value}</output>
      <Button aria-label={more} disabled={value >= max} onClick={() => onChange(value + 1)}>
        <Icon of={Plus} />
      </Button>
    </span>
  );
}
