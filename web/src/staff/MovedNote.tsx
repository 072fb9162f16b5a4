import ClockArrowUp from "lucide/dist/esm/icons/clock-arrow-up.mjs";
import { t } from "../lib/i18n";
import { Icon } from "../ui/Icon";
import type { Moved } from "./rebase";
import "./moved.css";

/** What somebody else saved while this was typed; what was typed is kept. */
export function MovedNote({ moved, words }: { moved: readonly Moved[]; words: (moved: Moved) => string }) {
  if (moved.length === 0) return null;
  return (
    <div class="save-moved" role="alert">
      <Icon of={ClockArrowUp} size={20} />
      <div>
        <p>{t("save.moved")}</p>
        <ul>
          {moved.map((one) => (
            <li key={one.field}>
              {words(one)} {one.mine && <b>{t("save.mine")}</b>}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
