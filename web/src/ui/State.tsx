import type { IconNode } from "lucide";
import { Icon } from "./Icon";
import "./state.css";

export type StateTone = "calm" | "waiting" | "ready" | "late" | "paid" | "allergy";

/** A state is word + icon + colour, never colour alone. */
export function State({ tone = "calm", icon, word }: { tone?: StateTone; icon?: IconNode; word: string }) {
  return (
    <span class={`state ${tone}`}>
      {icon && <Icon of={icon} size={18} />}
      {word}
    </span>
  );
}
