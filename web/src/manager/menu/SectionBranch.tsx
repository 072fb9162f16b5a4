import ChevronRight from "lucide/dist/esm/icons/chevron-right.mjs";
import ListPlus from "lucide/dist/esm/icons/list-plus.mjs";
import Pencil from "lucide/dist/esm/icons/pencil.mjs";
import type { ComponentChildren } from "preact";
import { t } from "../../lib/i18n";
import { last } from "../../lib/last";
import { money } from "../../lib/money";
import { act } from "../../staff/doing";
import { isTypedIn } from "../../staff/form";
import { call } from "../../staff/server";
import { Icon } from "../../ui/Icon";
import { dishes as allDishes, choices, choicesById, editsCatalog } from "../catalog";
import { currency, ownTongue } from "../house";
import { dishPath, newChoicesPath, route, sectionPath } from "../route";
import { Sortable } from "../Sortable";
import { tellSaved } from "../saving";
import type { Dish, Reach, Section } from "../wire";
import { AddDish } from "./AddDish";
import { draftOf, isSorting, openSections, searched, toggleSection } from "./tree";

type BranchProps = { section: Section; dishes: readonly Dish[]; handle?: ComponentChildren };

/** One section: closed it is a line, open it lists its dishes and takes new ones. */
export function SectionBranch({ section, dishes, handle }: BranchProps) {
  const open = searched.value !== "" || openSections.value.has(section.id);
  const current = isOpened("section", section.id);
  return (
    <div class="branch">
      <div class="branch-head">
        {handle}
        <button type="button" class="branch-fold" aria-expanded={open} onClick={() => toggleSection(section.id)}>
          <Icon of={ChevronRight} turns size={20} />
          <span class="branch-name" lang={ownTongue.value}>
            {section.name}
          </span>
          <span class="branch-count">{dishes.length}</span>
        </button>
        <a
          class="branch-edit"
          href={sectionPath(section.id)}
          aria-label={t("tree.edit_section", { section: section.name })}
          aria-current={current ? "page" : undefined}
        >
          <Icon of={Pencil} size={20} />
        </a>
      </div>
      {open && <Dishes section={section} dishes={dishes} />}
      {open && !searched.value && editsCatalog.value && (
        <>
          <AddDish section={section} />
          <NextChoice section={section} dishes={dishes} />
        </>
      )}
    </div>
  );
}

/** What is asked about a dish, by name. */
const questions = (section: Section, dish: Dish): string[] =>
  [...new Set([...section.option_group_ids, ...dish.option_group_ids])].flatMap(
    (id) => choicesById.value.get(id)?.name ?? [],
  );

/** The way to the house's first question stands right under its dishes; later it leads to the last dish that asks none. */
function NextChoice({ section, dishes }: BranchProps) {
  const bare = last(dishes.filter((dish) => questions(section, dish).length === 0));
  if (!bare) return null;
  const first = choices.value.value?.length === 0;
  return (
    <a
      class={first ? "button first-choice" : "button quiet first-choice"}
      href={first ? newChoicesPath(bare.id) : dishPath(bare.id)}
    >
      <Icon of={ListPlus} />
      {first ? t("tree.first_choice") : t("tree.next_ask", { dish: bare.name })}
    </a>
  );
}

function Dishes({ section, dishes }: { section: Section; dishes: readonly Dish[] }) {
  if (isSorting.value && !searched.value && editsCatalog.value)
    return (
      <Sortable
        items={dishes}
        label={section.name}
        nameOf={({ name }) => name}
        onOrder={(ids) => void orderDishes(section.id, ids)}
        class="branch-dishes"
      >
        {(dish, handle) => (
          <div class="branch-sorted">
            {handle}
            <DishLink section={section} dish={dish} />
          </div>
        )}
      </Sortable>
    );
  return (
    <ul class="branch-dishes" aria-label={section.name}>
      {dishes.map((dish) => (
        <li key={dish.id}>
          <DishLink section={section} dish={dish} />
        </li>
      ))}
    </ul>
  );
}

function DishLink({ section, dish }: { section: Section; dish: Dish }) {
  const asked = questions(section, dish).join(" · ");
  return (
    <a
      class={dish.available ? "dish-link" : "dish-link idle"}
      href={dishPath(dish.id)}
      aria-current={isOpened("dish", dish.id) ? "page" : undefined}
    >
      {dish.sku && <span class="dish-sku">{dish.sku}</span>}
      <span class="dish-name">
        <span lang={ownTongue.value}>{dish.name}</span>
        {asked && <small lang={ownTongue.value}>{asked}</small>}
        {!dish.available && <small>{t("tree.off")}</small>}
        {(isTypedIn(dish.id) || isTypedIn(draftOf(dish.id))) && <small class="typed">{t("tree.typed")}</small>}
      </span>
      <span class="dish-price figures">{money(dish.price, currency.value)}</span>
    </a>
  );
}

function isOpened(kind: string, id: string): boolean {
  const opened = route.value.screen === "menu" ? route.value.opened : null;
  return opened !== null && "id" in opened && opened.kind === kind && opened.id === id;
}

async function orderDishes(sectionId: string, ids: string[]): Promise<void> {
  const before = allDishes.value.peek() ?? [];
  const inOrder = ids.flatMap((id) => before.find((dish) => dish.id === id) ?? []);
  const others = before.filter(({ id }) => !ids.includes(id));
  allDishes.change(() => [...others, ...inOrder]);
  const body = { product_type_id: sectionId, ids };
  const done = await act("order sections", () =>
    call<{ reach: Reach }>("/api/products/order", { method: "PUT", body }),
  );
  if (done) tellSaved(done.reach);
  else void allDishes.load();
}
