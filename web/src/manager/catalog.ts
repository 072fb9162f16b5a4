import { computed } from "@preact/signals";
import type { ApiPath } from "../api/types";
import { fetched } from "../staff/fetched";
import { me } from "../staff/identity";
import { callAll } from "../staff/server";
import type { Choices, Dish, Hours, Section, TaxRate } from "./wire";

/** The organization's catalog as it is saved; every branch sells from it. */
export const sections = fetched(() => callAll<Section>("/api/product-types"));
export const dishes = fetched(() => callAll<Dish>("/api/products"));
export const choices = fetched(() => callAll<Choices>("/api/option-groups"));
export const taxRates = fetched(() => callAll<TaxRate>("/api/tax-rates"));
export const hours = fetched(() => callAll<Hours>("/api/availability-windows"));

const parts = [sections, dishes, choices, taxRates, hours];

let isWanted = false;

/** The first screen that shows the catalog fetches it; from then on it is kept fresh. */
export function wantCatalog(): void {
  if (isWanted) return;
  isWanted = true;
  loadCatalog();
}

export function loadCatalog(): void {
  if (isWanted) for (const part of parts) void part.load();
}

export function forgetCatalog(): void {
  isWanted = false;
  for (const part of parts) part.forget();
}

/** Whether the organization leaves its menu and tax rates to this manager; prices of the own branch always are. */
export const editsCatalog = computed(() => me.value?.edits_catalog === true);

export const catalogFault = computed(() => parts.map((part) => part.fault.value).find(Boolean) ?? null);
export const isKnown = computed(() => parts.every((part) => part.value.value !== null));

export const dishesBySection = computed(() => {
  const found = new Map<string, Dish[]>();
  for (const dish of dishes.value.value ?? []) {
    const list = found.get(dish.product_type_id);
    if (list) list.push(dish);
    else found.set(dish.product_type_id, [dish]);
  }
  return found;
});

export const choicesById = computed(() => new Map((choices.value.value ?? []).map((group) => [group.id, group])));

const sameId = <Item extends { id: string }>(items: readonly Item[], one: Item): Item[] =>
  items.some(({ id }) => id === one.id) ? items.map((item) => (item.id === one.id ? one : item)) : [...items, one];

/** Take up what a save has just answered. */
export const takeSection = (one: Section): void => sections.change((known) => sameId(known, one));
export const takeDish = (one: Dish): void => dishes.change((known) => sameId(known, one));
export const takeChoices = (one: Choices): void => choices.change((known) => sameId(known, one));
export const takeHours = (one: Hours): void => hours.change((known) => sameId(known, one));
export const takeTaxRate = (one: TaxRate): void => taxRates.change((known) => sameId(known, one));

export const pathOf = {
  section: (id: string): ApiPath => `/api/product-types/${id}`,
  dish: (id: string): ApiPath => `/api/products/${id}`,
  choices: (id: string): ApiPath => `/api/option-groups/${id}`,
};
