import type { IconNode } from "lucide";
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import "./empty.css";

/** Nothing here yet: a small drawing, one sentence, the next action. */
export function Empty({
  drawing,
  children,
  action,
}: {
  drawing: IconNode;
  children: ComponentChildren;
  action?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <span class="empty-drawing">
        <Icon of={drawing} size={40} />
      </span>
      <p>{children}</p>
      {action}
    </div>
  );
}
