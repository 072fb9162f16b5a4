import Plus from "lucide/dist/esm/icons/plus.mjs";
import { t } from "../../lib/i18n";
import { isTypedIn } from "../../staff/form";
import { Icon } from "../../ui/Icon";
import { editsCatalog } from "../catalog";
import { newChoicesPath } from "../route";
import { draftOf } from "./tree";

/** The way to a new question for a dish, for a section or for nobody yet; one that is begun is gone on with. */
export function NewChoicesLink({ about }: { about?: string }) {
  if (!editsCatalog.value) return null;
  return (
    <a class="button main" href={newChoicesPath(about)}>
      <Icon of={Plus} />
      {t("choices.new")}
      {isTypedIn(draftOf(about)) && <small>{t("tree.typed")}</small>}
    </a>
  );
}
