import { t } from "../../lib/i18n";
import type { Form } from "../../staff/form";
import { sections } from "../catalog";
import type { Dish } from "../wire";
import { AskedGroups } from "./AskedGroups";
import type { DishForm } from "./dishForm";
import { NewChoicesLink } from "./NewChoicesLink";

/** What guests are asked about this dish: its section's choices first, then its own. */
export function DishChoices({ dish, form }: { dish: Dish; form: Form<DishForm> }) {
  const { product_type_id, option_group_ids } = form.value.value;
  const section = sections.value.value?.find(({ id }) => id === product_type_id);
  return (
    <fieldset class="paper">
      <legend class="unseen">{t("choices.title")}</legend>
      <h3>{t("choices.title")}</h3>
      <p class="quiet-words">{t("choices.lead")}</p>
      <AskedGroups
        ids={option_group_ids}
        inherited={section?.option_group_ids ?? []}
        inheritedFrom={section?.name ?? ""}
        fault={[...form.faults.value].find(([at]) => at.startsWith("option_group_ids"))?.[1]}
        onChange={(ids) => form.set({ option_group_ids: ids })}
      />
      <NewChoicesLink about={dish.id} />
    </fieldset>
  );
}
