import { computed, signal } from "@preact/signals";
import { search, type Wanted } from "../../lib/plain";
import { dishes, dishesBySection, sections } from "../catalog";
import type { Dish, Section } from "../wire";

export const searched = signal("");
const NONE: ReadonlySet<string> = new Set();
export const openSections = signal(NONE);
/** The section made last: its first dish is typed next. */
export const newSection = signal<string | null>(null);
/** Handles are shown only while somebody sorts. */
export const isSorting = signal(false);

export function toggleSection(id: string): void {
  const next = new Set(openSections.value);
  if (!next.delete(id)) next.add(id);
  openSections.value = next;
}

/** So few dishes are seen at once. */
const FEW = 12;

/** A short menu is seen open, until somebody folds it. */
export function unfoldShort(): void {
  if (openSections.peek() === NONE && countOfDishes.peek() <= FEW)
    openSections.value = new Set(sections.value.peek()?.map(({ id }) => id));
}

/** The form of a question that is begun for a dish, for a section or for nobody is kept under this name. */
export const draftOf = (about: string | null = null): string => `new ${about}`;

export type Branch = { section: Section; dishes: readonly Dish[] };

/** What the tree shows: everything, or the sections with dishes whose name or number was searched for. */
export const shownTree = computed<readonly Branch[]>(() => {
  const wanted = search(searched.value);
  const all = (sections.value.value ?? []).map((section) => ({
    section,
    dishes: dishesBySection.value.get(section.id) ?? [],
  }));
  if (wanted.isNothing) return all;
  return all
    .map(({ section, dishes }) => ({ section, dishes: dishes.filter((dish) => isFound(dish, wanted)) }))
    .filter(({ dishes }) => dishes.length > 0);
});

function isFound({ name, sku }: Dish, wanted: Wanted): boolean {
  return wanted.isIn(name) || wanted.begins(sku);
}

export const countOfDishes = computed(() => dishes.value.value?.length ?? 0);
