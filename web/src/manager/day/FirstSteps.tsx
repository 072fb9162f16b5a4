import BookOpen from "lucide/dist/esm/icons/book-open-text.mjs";
import { type Key, t } from "../../lib/i18n";
import { Empty } from "../../ui/Empty";
import { menu } from "../house";
import { screenPath } from "../route";
import { begun } from "./report";

type Step = { word: Key; path: string; done: boolean };

/** What stands between an empty house and its first bill. */
export function firstSteps(isOpen: boolean): Step[] {
  const known = begun.value.value;
  return [
    { word: "day.write_menu", path: screenPath("menu"), done: Boolean(menu.value.value?.product_types.length) },
    { word: "day.add_tables", path: screenPath("floor"), done: Boolean(known?.tables) },
    { word: "day.add_people", path: screenPath("people"), done: Boolean(known?.staff) },
    { word: "day.open_register", path: "/cashier", done: isOpen },
  ];
}

/** The next step is the main one. */
export function FirstSteps({ steps }: { steps: readonly Step[] }) {
  const next = steps.find(({ done }) => !done);
  const list = (
    <ol class="form">
      {steps.map((step) => {
        const { word, path, done } = step;
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
