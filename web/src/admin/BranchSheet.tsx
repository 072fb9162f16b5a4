import { useMemo } from "preact/hooks";
import { t } from "../lib/i18n";
import { faultsIn } from "../staff/fieldFaults";
import { Form } from "../staff/form";
import { Field } from "../ui/Field";
import { Select } from "../ui/Select";
import { FormSheet } from "./FormSheet";
import { movedWords } from "./moved";
import { countries, zones } from "./places";
import { ADD_BRANCH, addBranch, type BranchForm, branchForm, changeBranch, changing } from "./verbs";
import type { Branch, Organization } from "./wire";

export function NewBranchSheet({ organization }: { organization: Organization }) {
  const form = useMemo(() => new Form<BranchForm>({ name: "", country: organization.country, timezone: "" }), []);
  return (
    <BranchFields
      title={t("branch.add_to", { organization: organization.name })}
      doing={ADD_BRANCH}
      word={t("branch.add")}
      form={form}
      save={() => void addBranch(organization.id, form)}
    />
  );
}

/** The admin's part of a branch's settings. */
export function BranchSheet({ branch }: { branch: Branch }) {
  const form = useMemo(() => new Form(branchForm(branch), branch.version), []);
  return (
    <BranchFields
      title={branch.name}
      doing={changing(branch.id)}
      word={t("save")}
      form={form}
      save={() => void changeBranch(branch, form)}
    />
  );
}

type BranchFieldsProps = { title: string; doing: string; word: string; form: Form<BranchForm>; save: () => void };

function BranchFields({ title, doing, word, form, save }: BranchFieldsProps) {
  const { name, country, timezone } = form.value.value;
  const faults = faultsIn(doing);
  const at = (field: keyof BranchForm) => form.faults.value.get(field) ?? faults.at(field);
  const listed = useMemo(() => ({ countries: countries(), zones: zones() }), []);
  const usual = form.version.value > 0 ? [] : [{ value: "", label: t("branch.zone_usual") }];
  return (
    <FormSheet
      title={title}
      doing={doing}
      fields={["name", "country", "timezone"]}
      word={word}
      form={form}
      movedWords={movedWords}
      onSubmit={save}
    >
      <Field
        label={t("field.name")}
        hint={t("branch.name_hint")}
        required
        maxLength={120}
        autocomplete="off"
        value={name}
        fault={at("name")}
        onInput={(event) => form.set({ name: event.currentTarget.value })}
      />
      <Select
        label={t("field.country")}
        value={country}
        options={listed.countries}
        fault={at("country")}
        onChange={(code) => form.set({ country: code })}
      />
      <Select
        label={t("field.timezone")}
        hint={t("branch.zone_hint")}
        value={timezone}
        options={[...usual, ...listed.zones]}
        fault={at("timezone")}
        onChange={(zone) => form.set({ timezone: zone })}
      />
    </FormSheet>
  );
}
