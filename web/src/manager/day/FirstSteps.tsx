import BookOpen from "lucide/dist/esm/icons/book-open-text.mjs";
import { t } from "../../lib/i18n";
import { Empty } from "../../ui/Empty";
import { menu } from "../house";
import { screenPath } from "../route";
import { begun } from "./report";

/** What stands between an empty house and its first bill; the next step is the main one. */
export function FirstSteps({ isOpen }: { isOpen: boolean }) {
  const known = begun.value.value;
  const steps = [
    ["day.write_menu", screenPath("menu"), menu.value.value?.product_types.length],
    ["day.add_tables", screenPath("floor"), known?.tables],
    ["day.add_people", screenPath("people"), known?.staff],
    ["day.open_register", "/cashier", isOpen],
  ] as const;
  const next = steps.find(([, , done]) => !done);
  const list = (
    <ol class="form">
      {steps.map((step) => {
        const [word, path, done] = step;
        return (
          <li key={word}>
            <a class={`button wide ${done ? "quiet" : step === next ? "main" : ""}`} href={path}>
              {done ? t("day.step_done", { step: t(word) }) : t(word)}
            </a>
          </li>
        );
      })}
    </ol>
  );
  return (
    <Empty drawing={BookOpen} action={list}>
      {t("day.begin")}
    </Empty>
  );
}
