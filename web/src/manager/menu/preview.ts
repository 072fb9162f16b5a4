import type { OptionGroup, Product } from "../../api/types";
import { choicesById, sections } from "../catalog";
import type { AnswerKind, Choices, Dish } from "../wire";
import type { ChoicesForm } from "./choicesForm";
import type { DishForm } from "./dishForm";

function toGroup({ translations: _, used_by: __, version: ___, options, ...group }: Choices): OptionGroup {
  const shown = options.map(({ position: _, translations: __, opens_group_id, ...option }) => ({
    ...option,
    kind: option.kind as AnswerKind,
    ...opened(opens_group_id),
  }));
  return { ...group, options: shown };
}

/** The question an answer opens; the server lets none lead in a circle. */
function opened(id: string | null): { opens?: OptionGroup } {
  const group = id && choicesById.value.get(id);
  return group ? { opens: toGroup(group) } : {};
}

/** A dish as guests would get it from what is typed now. */
export function previewDish(dish: Dish, typed: DishForm): Product {
  const section = sections.value.value?.find(({ id }) => id === typed.product_type_id);
  const ids = [...new Set([...(section?.option_group_ids ?? []), ...typed.option_group_ids])];
  return {
    id: dish.id,
    sku: typed.sku,
    name: typed.name || dish.name,
    description: typed.description,
    price: typed.price ?? 0,
    available: typed.available,
    unavailable_because: typed.available ? null : "not_offered",
    available_from: null,
    remaining: null,
    allergens: typed.allergens,
    additives: dish.additives,
    tags: typed.tags,
    spiciness: typed.spiciness,
    min_age: typed.min_age,
    option_groups: ids.flatMap((id) => choicesById.value.get(id) ?? []).map(toGroup),
  };
}

/** A group as guests would get it from what is typed now; rows without a name are not there yet. */
export function previewGroup(id: string, typed: ChoicesForm): OptionGroup {
  return {
    id,
    name: typed.name,
    required: typed.min > 0,
    min: typed.min,
    max: typed.max,
    max_per_option: typed.max_per_option,
    free_quantity: typed.free_quantity,
    options: typed.options
      .filter(({ name }) => name.trim())
      .map(({ price_delta, opens_group_id, isNew: _, translations: __, ...option }) => ({
        ...option,
        price_delta: price_delta ?? 0,
        ...opened(opens_group_id),
      })),
  };
}
