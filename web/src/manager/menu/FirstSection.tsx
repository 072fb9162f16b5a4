import BookOpen from "lucide/dist/esm/icons/book-open-text.mjs";
import { t } from "../../lib/i18n";
import { Empty } from "../../ui/Empty";
import { editsCatalog } from "../catalog";
import { WhyLocked } from "../Locked";
import { AddSection } from "./AddSection";
import "./tree.css";

/** Where a menu begins. */
export function FirstSection() {
  return (
    <div class="page first">
      <h1 class="unseen">{t("shell.menu")}</h1>
      <Empty drawing={BookOpen}>{t("first.lead")}</Empty>
      <WhyLocked />
      {editsCatalog.value && <Begin />}
    </div>
  );
}

function Begin() {
  return (
    <div class="paper first-paper">
      <h2>{t("first.title")}</h2>
      <AddSection first />
      <ol class="first-steps">
        <li>{t("first.step_section")}</li>
        <li>{t("first.step_dish")}</li>
        <li>{t("first.step_choice")}</li>
      </ol>
    </div>
  );
}
