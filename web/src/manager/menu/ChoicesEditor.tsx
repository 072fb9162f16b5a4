import { t } from "../../lib/i18n";
import type { Form } from "../../staff/form";
import type { Moved } from "../../staff/rebase";
import { Check } from "../../ui/Check";
import { editsCatalog, sections } from "../catalog";
import { OfTheHouse, WhyLocked } from "../Locked";
import { dishPath } from "../route";
import { SaveBar } from "../SaveBar";
import { reachOfHouse } from "../saving";
import type { Choices } from "../wire";
import { Archive } from "./Archive";
import { ChoicesFields } from "./ChoicesFields";
import { type ChoicesForm, choicesForm, saveChoices, savingOf } from "./choicesForm";
import { EditorHead } from "./EditorHead";
import { ChoicesPreview } from "./Preview";

const movedWords = ({ field }: Moved): string => t("moved.field", { field: t(`field.${field}` as "field.options") });

/** A question asked about dishes, shared by all that ask it. */
export function ChoicesEditor({ group }: { group: Choices }) {
  const form = choicesForm(group);
  return (
    <div class="editor">
      <form
        class="editor-form"
        onSubmit={(event) => {
          event.preventDefault();
          void saveChoices(group);
        }}
      >
        <EditorHead title={form.value.value.name || group.name} sub={t("group.used_by", { n: group.used_by.length })} />
        <div class="form editor-fields">
          <WhyLocked />
          <OfTheHouse>
            <ChoicesFields id={group.id} form={form} />
            <Asking group={group} form={form} />
          </OfTheHouse>
          <Archive
            path={`/api/option-groups/${group.id}`}
            id={group.id}
            name={group.name}
            lead={t("archive.choices")}
          />
        </div>
        {editsCatalog.value && (
          <SaveBar form={form} name={savingOf(group.id)} reach={reachOfHouse()} movedWords={movedWords} />
        )}
      </form>
      <ChoicesPreview id={group.id} value={form.value.value} />
    </div>
  );
}

const MOST_NAMES = 12;

/** Who asks it: whole sections at a tick, and the dishes that are touched by every change here. */
function Asking({ group, form }: { group: Choices; form: Form<ChoicesForm> }) {
  const { section_ids } = form.value.value;
  const more = group.used_by.length - MOST_NAMES;
  return (
    <details class="paper">
      <summary>{t("group.asked_title", { n: group.used_by.length })}</summary>
      <p class="quiet-words">{t("group.sections_lead")}</p>
      <div class="ticks-all">
        {(sections.value.value ?? []).map(({ id, name }) => (
          <Check
            key={id}
            checked={section_ids.includes(id)}
            onChange={(on) =>
              form.set({ section_ids: on ? [...section_ids, id] : section_ids.filter((one) => one !== id) })
            }
          >
            {name}
          </Check>
        ))}
      </div>
      <h3>{t("group.dishes")}</h3>
      <ul class="used-by">
        {group.used_by.slice(0, MOST_NAMES).map(({ id, name }) => (
          <li key={id}>
            <a href={dishPath(id)}>{name}</a>
          </li>
        ))}
        {more > 0 && <li>{t("group.more", { n: more })}</li>}
        {group.used_by.length === 0 && <li>{t("group.unused")}</li>}
      </ul>
    </details>
  );
}
