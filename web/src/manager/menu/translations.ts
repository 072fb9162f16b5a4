import { computed, signal } from "@preact/signals";
import { language } from "../../lib/i18n";
import { choices, dishes, sections } from "../catalog";
import { ownTongue } from "../house";
import type { Texts } from "./texts";

/** The languages offered to a house; the names come from the browser. */
const OFFERED =
  "ar bg bn bs ca cs da de el en es et eu fa fi fil fr gl he hi hr hu id it ja ka ko lt lv ms nb nl pl pt ro ru sk sl sq sr sv ta th tr uk ur vi zh";

const tonguesOf = (texts: Texts): string[] => Object.values(texts).flatMap((said) => Object.keys(said));

const taken = signal<readonly string[]>([]);
/** A language taken up for one dish is there for all others. */
export const takeTongue = (tongue: string): void => {
  taken.value = [...taken.value, tongue];
};

/** The languages this house's menu is written in beside its own: whatever somebody has begun. */
export const tongues = computed<readonly string[]>(() => {
  const groups = choices.value.value ?? [];
  const things = [...(sections.value.value ?? []), ...(dishes.value.value ?? []), ...groups];
  const all = [...things, ...groups.flatMap(({ options }) => options)].flatMap(({ translations }) =>
    tonguesOf(translations),
  );
  return [...new Set([...all, ...taken.value])].sort();
});

export const tongueName = (tongue: string): string =>
  new Intl.DisplayNames(language(), { type: "language" }).of(tongue) ?? tongue;

/** What can still be taken up, by name. */
export const offeredTongues = computed(() =>
  OFFERED.split(" ")
    .filter((tongue) => tongue !== ownTongue.value && !tongues.value.includes(tongue))
    .map((tongue) => ({ value: tongue, label: tongueName(tongue) }))
    .sort((one, other) => one.label.localeCompare(other.label, language())),
);
