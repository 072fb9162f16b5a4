import { t } from "../../lib/i18n";
import { type Faults, faultText } from "../../staff/faults";
import { type Form, formOf } from "../../staff/form";
import type { Moved } from "../../staff/rebase";
import { patch, saveForm } from "../../staff/saving";
import { call } from "../../staff/server";
import { Field } from "../../ui/Field";
import { Note } from "../../ui/Note";
import { Select } from "../../ui/Select";
import { say } from "../../ui/Toast";
import { dishes, editsCatalog, pathOf, sections, takeSection, taxRates } from "../catalog";
import { OfTheHouse, WhyLocked } from "../Locked";
import { SaveBar } from "../SaveBar";
import { reachOfHouse, tellSaved } from "../saving";
import type { Saved, Section } from "../wire";
import { Archive } from "./Archive";
import { AskedGroups } from "./AskedGroups";
import { describedTexts } from "./describedTexts";
import { EditorHead } from "./EditorHead";
import { Languages } from "./Languages";
import { NewChoicesLink } from "./NewChoicesLink";
import { HoursSheet, Sold } from "./Sold";
import { hasTaxes, taxAll, taxedOtherwise, taxOf, taxSaid, taxWords } from "./tax";

type SectionForm = Pick<
  Section,
  "name" | "description" | "station" | "option_group_ids" | "window_id" | "cooking_minutes" | "translations"
> & {
  /** What all its dishes shall be taxed at; null leaves them as they are. */
  tax_rate_id: string | null;
};

const toForm = (section: Section): SectionForm => ({
  name: section.name,
  description: section.description,
  station: section.station,
  option_group_ids: section.option_group_ids,
  window_id: section.window_id,
  cooking_minutes: section.cooking_minutes,
  translations: section.translations,
  tax_rate_id: null,
});

const movedWords = ({ field }: Moved): string => t("moved.field", { field: t(`field.${field}` as "field.name") });

function faults({ name }: SectionForm): Faults {
  return new Map(name.trim() ? [] : [["name", faultText("empty")]]);
}

async function send(id: string, form: Form<SectionForm>): Promise<Section | Saved<Section>> {
  const { tax_rate_id, ...fields } = form.changes();
  if (tax_rate_id) {
    const n = await taxAll(id, tax_rate_id);
    const tax = taxSaid(tax_rate_id);
    say(n ? t("section_form.taxed", { n, tax }) : t("tree.tax", { tax }));
  }
  if (Object.keys(fields).length === 0) return call<Section>(pathOf.section(id));
  return patch<Saved<Section>>(pathOf.section(id), form.version.peek(), fields);
}

async function save({ id }: Section, form: Form<SectionForm>): Promise<void> {
  const saved = await saveForm<SectionForm, Section>({
    name: `save ${id}`,
    form,
    check: faults,
    send: () => send(id, form),
    fetchNow: async () => {
      await dishes.load();
      return call<Section>(pathOf.section(id));
    },
    toForm,
  });
  if (!saved) return;
  takeSection(saved);
  if ("reach" in saved) tellSaved((saved as Saved<Section>).reach);
}

/** What all dishes of a section share. */
export function SectionEditor({ section }: { section: Section }) {
  const form = formOf(section.id, toForm(section), section.version);
  return (
    <div class="section-editor">
      <form
        class="editor-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save(section, form);
        }}
      >
        <EditorHead
          title={form.value.value.name || section.name}
          sub={t("section_form.dishes", { n: section.products })}
        />
        <div class="form editor-fields">
          <WhyLocked />
          <OfTheHouse>
            <Fields id={section.id} form={form} />
            <Languages texts={describedTexts(form)} faults={form.faults.value} />
          </OfTheHouse>
          <Archive
            path={pathOf.section(section.id)}
            id={section.id}
            name={section.name}
            lead={t(section.products ? "archive.full_section" : "archive.section")}
          />
        </div>
        {editsCatalog.value && (
          <SaveBar form={form} name={`save ${section.id}`} reach={reachOfHouse()} movedWords={movedWords} />
        )}
      </form>
      <HoursSheet />
    </div>
  );
}

type FieldsProps = { id: string; form: Form<SectionForm> };

function Fields({ id, form }: FieldsProps) {
  const { name, description, option_group_ids } = form.value.value;
  const found = form.faults.value;
  return (
    <>
      <Field
        label={t("field.name")}
        maxLength={120}
        value={name}
        fault={found.get("name")}
        onInput={(event) => form.set({ name: event.currentTarget.value })}
      />
      <Note
        label={t("field.description")}
        value={description}
        maxLength={2000}
        onInput={(text) => form.set({ description: text })}
      />
      <Preparation id={id} form={form} />
      <fieldset class="paper">
        <legend class="unseen">{t("section_form.choices")}</legend>
        <h3>{t("section_form.choices")}</h3>
        <p class="quiet-words">{t("section_form.choices_lead")}</p>
        <AskedGroups
          ids={option_group_ids}
          inherited={[]}
          inheritedFrom=""
          fault={[...found].find(([at]) => at.startsWith("option_group_ids"))?.[1]}
          onChange={(ids) => form.set({ option_group_ids: ids })}
        />
        <NewChoicesLink about={id} />
      </fieldset>
    </>
  );
}

/** Minutes a kitchen may need; more than an hour is said by nobody. */
const COOKING = [5, 8, 10, 12, 15, 20, 25, 30, 45, 60];

/** Where it is made, when it is sold, and after how long it is late. */
function Preparation({ id, form }: FieldsProps) {
  const { station, window_id, cooking_minutes } = form.value.value;
  const found = form.faults.value;
  const stations = [...new Set(["kitchen", "bar", ...(sections.value.value ?? []).map((one) => one.station)])];
  const minutes = [...new Set([...COOKING, ...(cooking_minutes ? [cooking_minutes] : [])])].sort((a, b) => a - b);
  return (
    <div class="pair">
      <Select
        label={t("field.station")}
        value={station}
        fault={found.get("station")}
        options={stations.map((value) => ({
          value,
          label: value === "kitchen" || value === "bar" ? t(`station.${value}`) : value,
        }))}
        onChange={(value) => form.set({ station: value })}
      />
      <Sold value={window_id} fault={found.get("window_id")} onChange={(id) => form.set({ window_id: id })} />
      <Select
        label={t("field.cooking_minutes")}
        value={String(cooking_minutes ?? "")}
        fault={found.get("cooking_minutes")}
        options={[
          { value: "", label: t("section_form.any_time") },
          ...minutes.map((n) => ({ value: String(n), label: t("section_form.minutes", { n }) })),
        ]}
        onChange={(n) => form.set({ cooking_minutes: Number(n) || null })}
      />
      {hasTaxes() && <Tax id={id} form={form} />}
    </div>
  );
}

/** One tax for all dishes of the section, and for those to come. */
function Tax({ id, form }: FieldsProps) {
  const chosen = form.value.value.tax_rate_id;
  const now = taxOf(id);
  const n = chosen ? taxedOtherwise(id, chosen).length : 0;
  const rates = (taxRates.value.value ?? []).map((rate) => ({ value: rate.id, label: taxWords(rate) }));
  return (
    <Select
      label={t("section_form.tax")}
      value={chosen ?? now}
      {...(n && { hint: t("section_form.taxes", { n }) })}
      options={now ? rates : [{ value: "", label: t("section_form.mixed") }, ...rates]}
      onChange={(rate) => form.set({ tax_rate_id: rate === now ? null : rate })}
    />
  );
}
