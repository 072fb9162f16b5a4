import { makeKey } from "../../lib/key";
import { post } from "../../staff/creating";
import { type Faults, faultText } from "../../staff/faults";
import { type Form, formOf } from "../../staff/form";
import { patch, saveForm } from "../../staff/saving";
import { call } from "../../staff/server";
import { pathOf, sections, takeChoices, takeSection } from "../catalog";
import { tellSaved } from "../saving";
import type { Answer, AnswerKind, Choices, Saved, Section } from "../wire";

/** An option being typed; `isNew` ones have no id of the server's yet. A price that is none is null. */
export type TypedOption = Omit<Answer, "price_delta" | "kind" | "position"> & {
  price_delta: number | null;
  kind: AnswerKind;
  isNew?: boolean;
};

export type ChoicesForm = Pick<
  Choices,
  "name" | "min" | "max" | "max_per_option" | "free_quantity" | "translations"
> & {
  options: readonly TypedOption[];
  /** The sections that ask it of all their dishes. */
  section_ids: readonly string[];
  /** Which sort of question is being made. */
  sort?: Sort;
};

/** The three questions restaurants ask. */
export type Sort = "size" | "extras" | "without";

export const newOption = (kind: AnswerKind): TypedOption => ({
  id: makeKey(),
  name: "",
  price_delta: 0,
  available: true,
  default: false,
  kind,
  allergens: [],
  opens_group_id: null,
  translations: {},
  isNew: true,
});

const askingSections = (id: string): string[] =>
  (sections.value.value ?? []).filter(({ option_group_ids }) => option_group_ids.includes(id)).map(({ id }) => id);

export function toChoicesForm({ id, options, ...group }: Choices): ChoicesForm {
  const { name, min, max, max_per_option, free_quantity, translations } = group;
  const typed = options.map(({ position: _, ...option }) => ({ ...option, kind: option.kind as AnswerKind }));
  const asked = { options: typed, section_ids: askingSections(id) };
  return { name, min, max, max_per_option, free_quantity, translations, ...asked };
}

export const choicesForm = (group: Choices): Form<ChoicesForm> => formOf(group.id, toChoicesForm(group), group.version);

/** A row nobody typed into is no option. */
export const isBlank = ({ isNew, name, price_delta }: TypedOption): boolean =>
  isNew === true && !name.trim() && price_delta === 0;

/** What cannot be asked of a guest, at its field, before it is sent. The server has the last word. */
export function choicesFaults({ name, min, max, max_per_option, options }: ChoicesForm): Faults {
  const found = new Map<string, string>();
  const rows = options.filter((option) => !isBlank(option));
  if (!name.trim()) found.set("name", faultText("empty"));
  for (const [at, text] of optionFaults(rows)) found.set(at, text);
  const open = rows.filter(({ available }) => available).length;
  const most = Math.min(open * max_per_option, max ?? Number.POSITIVE_INFINITY);
  if (rows.length === 0) found.set("options", faultText("no-options"));
  else if (max !== null && max < min) found.set("max", faultText("below-min"));
  else if (most < min) found.set("min", faultText("group-cannot-be-answered"));
  if (max !== null && rows.filter((option) => option.default).length > max)
    found.set("max", faultText("too-many-defaults"));
  return found;
}

function optionFaults(rows: readonly TypedOption[]): Map<string, string> {
  const found = new Map<string, string>();
  const names = new Set<string>();
  for (const { id, name, price_delta, default: chosen, available } of rows) {
    const known = name.trim().toLowerCase();
    if (!known) found.set(`options/${id}/name`, faultText("empty"));
    else if (names.has(known)) found.set(`options/${id}/name`, faultText("duplicate-name"));
    if (price_delta === null) found.set(`options/${id}/price_delta`, faultText("delta"));
    if (chosen && !available) found.set(`options/${id}/default`, faultText("default-not-available"));
    names.add(known);
  }
  return found;
}

/** The server counts rows, the screen knows them by id, so that sorting moves no fault. */
export function faultsById(faults: Faults, rows: readonly TypedOption[]): Faults {
  return new Map(
    [...faults].map(([at, text]) => [
      at.replace(/^options\/(\d+)(?=\/)/, (_, row) => `options/${rows[Number(row)]?.id}`),
      text,
    ]),
  );
}

function toWire({ section_ids: _, sort: __, options, ...group }: ChoicesForm) {
  const sent = options
    .filter((option) => !isBlank(option))
    .map(({ isNew, id, ...option }) => (isNew ? option : { ...option, id }));
  return { ...group, required: group.min > 0, options: sent };
}

export const savingOf = (id: string): string => `save ${id}`;

/** Ask it of whole sections, or no more. */
async function askInSections(id: string, before: readonly string[], now: readonly string[]): Promise<void> {
  const moved = [...before, ...now].filter((one) => before.includes(one) !== now.includes(one));
  for (const sectionId of moved) {
    const section = sections.value.peek()?.find((one) => one.id === sectionId);
    if (!section) continue;
    const others = section.option_group_ids.filter((one) => one !== id);
    const option_group_ids = now.includes(sectionId) ? [...others, id] : others;
    takeSection(await patch<Saved<Section>>(pathOf.section(sectionId), section.version, { option_group_ids }));
  }
}

async function saveRows(
  name: string,
  form: Form<ChoicesForm>,
  send: () => Promise<Saved<Choices>>,
  fetchNow?: () => Promise<Choices>,
): Promise<Saved<Choices> | null> {
  const rows = form.value.peek().options.filter((option) => !isBlank(option));
  const saving = { name, form, check: choicesFaults, send, toForm: toChoicesForm, ...(fetchNow && { fetchNow }) };
  const saved = await saveForm<ChoicesForm, Choices>(saving);
  form.faults.value = faultsById(form.faults.value, rows);
  if (!saved) return null;
  tellSaved((saved as Saved<Choices>).reach);
  return saved as Saved<Choices>;
}

export async function saveChoices(group: Choices): Promise<void> {
  const form = choicesForm(group);
  const send = async () => {
    const typed = form.value.peek();
    const saved = await patch<Saved<Choices>>(pathOf.choices(group.id), form.version.peek(), toWire(typed));
    await askInSections(group.id, askingSections(group.id), typed.section_ids);
    const now = await call<Choices>(pathOf.choices(group.id));
    takeChoices(now);
    return { ...now, reach: saved.reach };
  };
  await saveRows(savingOf(group.id), form, send, () => call<Choices>(pathOf.choices(group.id)));
}

const madeOf = new WeakMap<Form<ChoicesForm>, Saved<Choices>>();

/** Make a group, once; `attach` asks it where it was made for, and where that is refused it can be tried again. */
export const makeChoices = (form: Form<ChoicesForm>, attach: (made: Choices) => Promise<void>) =>
  saveRows("make choices", form, async () => {
    const typed = form.value.peek();
    const known = madeOf.get(form);
    const made = known
      ? await patch<Saved<Choices>>(pathOf.choices(known.id), known.version, toWire(typed))
      : await post<Saved<Choices>>("/api/option-groups", toWire(typed));
    madeOf.set(form, made);
    takeChoices(made);
    await askInSections(made.id, [], typed.section_ids);
    await attach(made);
    return made;
  });
