import ListChecks from "lucide/dist/esm/icons/list-checks.mjs";
import { t } from "../../lib/i18n";
import { Empty } from "../../ui/Empty";
import { choices } from "../catalog";
import { choicesPath } from "../route";
import { EditorHead } from "./EditorHead";
import { groupRule } from "./groupRule";
import { NewChoicesLink } from "./NewChoicesLink";
import "./library.css";

/** Every question of the house, with how many dishes ask it. */
export function Library() {
  const groups = choices.value.value ?? [];
  const add = <NewChoicesLink />;
  return (
    <div class="library">
      <EditorHead title={t("library.title")} sub={t("library.lead")} />
      {groups.length === 0 ? (
        <Empty drawing={ListChecks} action={add}>
          {t("library.empty")}
        </Empty>
      ) : (
        <>
          {add}
          <ul class="library-groups">
            {groups.map((group) => (
              <li key={group.id}>
                <a href={choicesPath(group.id)}>
                  <b>{group.name}</b>
                  <span>{`${groupRule(group)} · ${group.options.map(({ name }) => name).join(", ")}`}</span>
                  <small>{t("group.used_by", { n: group.used_by.length })}</small>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
