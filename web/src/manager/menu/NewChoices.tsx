import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../lib/i18n";
import { forgetForm, formOf } from "../../staff/form";
import { patch } from "../../staff/saving";
import { Segmented } from "../../ui/Segmented";
import { dishes, pathOf, sections, takeDish } from "../catalog";
import { choicesPath, dishPath, go, LIBRARY, sectionPath } from "../route";
import { SaveBar } from "../SaveBar";
import { reachOfHouse } from "../saving";
import type { AnswerKind, Choices, Dish, Saved, Section } from "../wire";
import { ChoicesFields } from "./ChoicesFields";
import { type ChoicesForm, makeChoices, newOption, type Sort } from "./choicesForm";
import { dishForm, toDishForm } from "./dishForm";
import { EditorHead } from "./EditorHead";
import { ChoicesPreview } from "./Preview";
import { RULES } from "./rules";
import { draftOf } from "./tree";

const SORTS: Readonly<Record<Sort, { rule: keyof typeof RULES; kind: AnswerKind }>> = {
  size: { rule: "one", kind: "choice" },
  extras: { rule: "any", kind: "add" },
  without: { rule: "any", kind: "remove" },
};

const begin = (section_ids: string[]): ChoicesForm => {
  const { rule, kind } = SORTS.size;
  const options = [newOption(kind), newOption(kind)];
  const rest = { max_per_option: 1, free_quantity: 0, options, section_ids, translations: {} };
  return { name: "", sort: "size", ...RULES[rule], ...rest };
};

async function askFor(dish: Dish, made: Choices): Promise<void> {
  const ids = [...dish.option_group_ids, made.id];
  const saved = await patch<Saved<Dish>>(pathOf.dish(dish.id), dish.version, { option_group_ids: ids });
  takeDish(saved);
  dishForm(dish).follow(toDishForm(saved), saved.version, false);
}

const forAll = ({ name }: Section): string => t("new_choices.all", { section: name });

/** The name is typed first; which sort it is stands above, ready for whoever wants another. */
function useNameField() {
  const fields = useRef<HTMLFormElement>(null);
  useEffect(() => fields.current?.querySelector<HTMLElement>("input[maxlength]")?.focus(), []);
  return fields;
}

/** A question from nothing: which of the three kinds, its name, its answers, and for what. It is kept until it is made. */
export function NewChoices({ about }: { about: string | null }) {
  const dish = dishes.value.value?.find(({ id }) => id === about);
  const section = sections.value.value?.find(({ id }) => id === (dish?.product_type_id ?? about));
  const form = useMemo(() => formOf(draftOf(about), begin(section && !dish ? [section.id] : [])), []);
  const { sort = "size", section_ids } = form.value.value;
  const fields = useNameField();
  const back = dish ? dishPath(dish.id) : section ? sectionPath(section.id) : LIBRARY;

  const leave = (path: string) => {
    forgetForm(draftOf(about));
    go(path);
  };
  const make = async () => {
    const made = await makeChoices(form, async (group) => {
      if (dish && section_ids.length === 0) await askFor(dish, group);
    });
    if (made) leave(section ? back : choicesPath(made.id));
  };

  return (
    <div class="editor">
      <form
        ref={fields}
        class="editor-form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <EditorHead
          title={t("choices.new")}
          sub={dish ? t("new_choices.for", { dish: dish.name }) : section && forAll(section)}
          back={back}
        />
        <div class="form editor-fields">
          <Segmented<Sort>
            label={t("new_choices.sort")}
            value={sort}
            options={(Object.keys(SORTS) as Sort[]).map((value) => ({ value, label: t(`sort_of.${value}`) }))}
            onChange={(chosen) => {
              const { rule, kind } = SORTS[chosen];
              const options = form.value.value.options.map((option) => ({ ...option, kind }));
              form.set({ sort: chosen, ...RULES[rule], options });
            }}
          />
          <p class="quiet-words">{t(`sort_lead.${sort}`)}</p>
          <ChoicesFields id={null} form={form} example={t(`sort_example.${sort}`)} />
          {dish && section && (
            <div>
              <p class="field-word">{t("new_choices.where")}</p>
              <Segmented
                label={t("new_choices.where")}
                value={section_ids.length > 0 ? "section" : "dish"}
                options={[
                  { value: "dish", label: t("new_choices.this", { dish: dish.name }) },
                  { value: "section", label: forAll(section) },
                ]}
                onChange={(where) => form.set({ section_ids: where === "section" ? [section.id] : [] })}
              />
            </div>
          )}
        </div>
        <SaveBar
          form={form}
          name="make choices"
          word={t("new_choices.make")}
          reach={reachOfHouse()}
          onCancel={() => leave(back)}
        />
      </form>
      <ChoicesPreview id="new" value={form.value.value} />
    </div>
  );
}
