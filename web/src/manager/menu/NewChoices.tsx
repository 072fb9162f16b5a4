import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../lib/i18n";
import { Form } from "../../staff/form";
import { patch } from "../../staff/saving";
import { Segmented } from "../../ui/Segmented";
import { dishes, pathOf, sections, takeDish, takeSection } from "../catalog";
import { choicesPath, dishPath, go, LIBRARY } from "../route";
import { SaveBar } from "../SaveBar";
import { reachOfHouse } from "../saving";
import type { AnswerKind, Choices, Dish, Saved, Section } from "../wire";
import { ChoicesFields } from "./ChoicesFields";
import { type ChoicesForm, choicesMaker, newOption } from "./choicesForm";
import { dishForm, toDishForm } from "./dishForm";
import { EditorHead } from "./EditorHead";
import { ChoicesPreview } from "./Preview";
import { RULES } from "./rules";

/** The three questions restaurants ask. */
type Sort = "size" | "extras" | "without";
const SORTS: Readonly<Record<Sort, { rule: keyof typeof RULES; kind: AnswerKind }>> = {
  size: { rule: "one", kind: "choice" },
  extras: { rule: "any", kind: "add" },
  without: { rule: "any", kind: "remove" },
};

const begin = (sort: Sort): ChoicesForm => {
  const { rule, kind } = SORTS[sort];
  const options = [newOption(kind), newOption(kind)];
  return { name: "", ...RULES[rule], max_per_option: 1, free_quantity: 0, options, section_ids: [], translations: {} };
};

type Where = "dish" | "section";

async function ask(where: Where, made: Choices, dish: Dish, section: Section): Promise<void> {
  if (where === "section") {
    const ids = [...section.option_group_ids, made.id];
    takeSection(await patch<Saved<Section>>(pathOf.section(section.id), section.version, { option_group_ids: ids }));
    return;
  }
  const ids = [...dish.option_group_ids, made.id];
  const saved = await patch<Saved<Dish>>(pathOf.dish(dish.id), dish.version, { option_group_ids: ids });
  takeDish(saved);
  dishForm(dish).follow(toDishForm(saved), saved.version, false);
}

/** The name is typed first; which sort it is stands above, ready for whoever wants another. */
function useNameField() {
  const fields = useRef<HTMLFormElement>(null);
  useEffect(() => fields.current?.querySelector<HTMLElement>("input[maxlength]")?.focus(), []);
  return fields;
}

/** A question from nothing: which of the three kinds, its name, its answers, and for what. */
export function NewChoices({ dishId }: { dishId: string | null }) {
  const form = useMemo(() => new Form(begin("size")), []);
  const makeOnce = useMemo(() => choicesMaker(form), []);
  const sort = useSignal<Sort>("size");
  const where = useSignal<Where>("dish");
  const dish = dishes.value.value?.find(({ id }) => id === dishId);
  const section = sections.value.value?.find(({ id }) => id === dish?.product_type_id);
  const fields = useNameField();

  const make = async () => {
    const attach = async (made: Choices) => {
      if (dish && section) await ask(where.value, made, dish, section);
    };
    const made = await makeOnce(attach);
    if (made) go(dish ? dishPath(dish.id) : choicesPath(made.id));
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
        <EditorHead title={t("choices.new")} sub={dish && t("new_choices.for", { dish: dish.name })} />
        <div class="form editor-fields">
          <Segmented<Sort>
            label={t("new_choices.sort")}
            value={sort.value}
            options={(Object.keys(SORTS) as Sort[]).map((value) => ({ value, label: t(`sort_of.${value}`) }))}
            onChange={(chosen) => {
              sort.value = chosen;
              const { rule, kind } = SORTS[chosen];
              const options = form.value.value.options.map((option) => ({ ...option, kind }));
              form.set({ ...RULES[rule], options });
            }}
          />
          <p class="quiet-words">{t(`sort_lead.${sort.value}`)}</p>
          <ChoicesFields id={null} form={form} example={t(`sort_example.${sort.value}`)} />
          {dish && section && (
            <div>
              <p class="field-word">{t("new_choices.where")}</p>
              <Segmented<Where>
                label={t("new_choices.where")}
                value={where.value}
                options={[
                  { value: "dish", label: t("new_choices.this", { dish: dish.name }) },
                  { value: "section", label: t("new_choices.all", { section: section.name }) },
                ]}
                onChange={(chosen) => {
                  where.value = chosen;
                }}
              />
            </div>
          )}
        </div>
        <SaveBar
          form={form}
          name="make choices"
          word={t("new_choices.make")}
          reach={reachOfHouse()}
          onCancel={() => go(dish ? dishPath(dish.id) : LIBRARY)}
        />
      </form>
      <ChoicesPreview id="new" value={form.value.value} />
    </div>
  );
}
