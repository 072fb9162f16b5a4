import ArrowLeft from "lucide/dist/esm/icons/arrow-left.mjs";
import { t } from "../../lib/i18n";
import { Icon } from "../../ui/Icon";
import { MENU } from "../route";
import "./editor.css";

/** What is open; where the tree has no room beside it, the way back there, or to where it was begun. */
export function EditorHead({ title, sub, back = MENU }: { title: string; sub?: string; back?: string }) {
  return (
    <header class="editor-head">
      <a class="editor-back" href={back} aria-label={t(back === MENU ? "tree.back" : "back")}>
        <Icon of={ArrowLeft} turns />
      </a>
      <div>
        <h2>{title}</h2>
        {sub && <p class="quiet-words">{sub}</p>}
      </div>
    </header>
  );
}
