import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { t } from "../lib/i18n";
import { Field } from "../ui/Field";
import { Select } from "../ui/Select";
import { FormSheet, textOf } from "./FormSheet";
import { faultsOf } from "./faults";
import { countries, zones } from "./places";
import { branches } from "./platform";
import { ADD_BRANCH, addBranch, type BranchWish, changeBranch, changing } from "./verbs";
import type { Branch, Organization } from "./wire";

export function NewBranchSheet({ organization }: { organization: Organization }) {
  return (
    <BranchForm
      title={t("branch.add_to", { organization: organization.name })}
      doing={ADD_BRANCH}
      word={t("branch.add")}
      known={{ name: "", country: organization.country, timezone: "" }}
      save={(wish) => void addBranch(organization.id, wish)}
    />
  );
}

/** The admin's part of a branch's settings. What somebody else saved meanwhile is taken up with the next try. */
export function BranchSheet({ branch }: { branch: Branch }) {
  const newest = branches.value.value?.find(({ id }) => id === branch.id) ?? branch;
  return (
    <BranchForm
      title={branch.name}
      doing={changing(branch.id)}
      word={t("save")}
      known={branch}
      save={(wish) => void changeBranch(newest, wish)}
    />
  );
}

type BranchFormProps = {
  title: string;
  doing: string;
  word: string;
  known: { name: string; country: string; timezone: string };
  save: (wish: BranchWish) => void;
};

function BranchForm({ title, doing, word, known, save }: BranchFormProps) {
  const country = useSignal(known.country);
  const timezone = useSignal(known.timezone);
  const faults = faultsOf(doing);
  const listed = useMemo(() => ({ countries: countries(), zones: zones() }), []);
  const usual = known.timezone ? [] : [{ value: "", label: t("branch.zone_usual") }];
  return (
    <FormSheet
      title={title}
      doing={doing}
      word={word}
      onSubmit={(given) =>
        save({
          name: textOf(given, "name"),
          country: country.value,
          ...(timezone.value && { timezone: timezone.value }),
        })
      }
    >
      <Field
        label={t("field.name")}
        hint={t("branch.name_hint")}
        name="name"
        required
        maxLength={120}
        autocomplete="off"
        defaultValue={known.name}
        fault={faults.at("name")}
      />
      <Select
        label={t("field.country")}
        value={country.value}
        options={listed.countries}
        fault={faults.at("country")}
        onChange={(code) => {
          country.value = code;
        }}
      />
      <Select
        label={t("field.timezone")}
        hint={t("branch.zone_hint")}
        value={timezone.value}
        options={[...usual, ...listed.zones]}
        fault={faults.at("timezone")}
        onChange={(zone) => {
          timezone.value = zone;
        }}
      />
    </FormSheet>
  );
}
