import ArrowLeft from "lucide/dist/esm/icons/arrow-left.mjs";
import { t } from "../../lib/i18n";
import { Icon } from "../../ui/Icon";
import { MENU } from "../route";
import "./editor.css";

/** What is open; where the tree has no room beside it, the way back there. */
export function EditorHead({ title, sub }: { title: string; sub?: string }) {
  return (
    <header class="editor-head">
      <a class="editor-back" href={MENU} aria-label={t("tree.back")}>
        <Icon of={ArrowLeft} turns />
      </a>
      <div>
        <h2>{title}</h2>
        {sub && <p class="quiet-words">{sub}</p>}
      </div>
    </header>
  );
}
