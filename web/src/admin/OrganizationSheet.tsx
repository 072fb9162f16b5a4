import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { t } from "../lib/i18n";
import { languageName, usualLanguage } from "../lib/languages";
import { faultsIn } from "../staff/fieldFaults";
import { Form } from "../staff/form";
import { Field } from "../ui/Field";
import { Select } from "../ui/Select";
import { FormSheet, textOf } from "./FormSheet";
import { movedWords } from "./moved";
import { countries, currencies, ownCountry } from "./places";
import { ADD_ORGANIZATION, addOrganization, renameOrganization, renaming } from "./verbs";
import type { Organization } from "./wire";

/** A new business: its country says the rest, unless the currency is another. */
export function NewOrganizationSheet() {
  const country = useSignal(useMemo(ownCountry, []));
  const currency = useSignal("");
  const faults = faultsIn(ADD_ORGANIZATION);
  const listed = useMemo(() => ({ countries: countries(), currencies: currencies() }), []);
  const tongue = usualLanguage(country.value);

  const add = (given: FormData) =>
    void addOrganization({
      name: textOf(given, "name"),
      country: country.value,
      language: tongue,
      ...(currency.value && { currency: currency.value }),
    });

  return (
    <FormSheet
      title={t("organization.add")}
      doing={ADD_ORGANIZATION}
      fields={["name", "country", "currency"]}
      word={t("organization.add")}
      onSubmit={add}
    >
      <Field
        label={t("field.name")}
        hint={t("organization.name_hint")}
        name="name"
        required
        maxLength={120}
        autocomplete="off"
        fault={faults.at("name")}
      />
      <Select
        label={t("field.country")}
        hint={t("organization.language", { language: languageName(tongue) })}
        value={country.value}
        options={listed.countries}
        fault={faults.at("country")}
        onChange={(code) => {
          country.value = code;
        }}
      />
      <Select
        label={t("field.currency")}
        hint={t("organization.currency_hint")}
        value={currency.value}
        options={[{ value: "", label: t("organization.currency_usual") }, ...listed.currencies]}
        fault={faults.at("currency")}
        onChange={(code) => {
          currency.value = code;
        }}
      />
    </FormSheet>
  );
}

export function RenameSheet({ organization }: { organization: Organization }) {
  const form = useMemo(() => new Form({ name: organization.name }, organization.version), []);
  const doing = renaming(organization.id);
  return (
    <FormSheet
      title={t("organization.rename")}
      doing={doing}
      fields={["name"]}
      word={t("save")}
      form={form}
      movedWords={movedWords}
      onSubmit={() => void renameOrganization(organization, form)}
    >
      <Field
        label={t("field.name")}
        required
        maxLength={120}
        autocomplete="off"
        value={form.value.value.name}
        fault={form.faults.value.get("name") ?? faultsIn(doing).at("name")}
        onInput={(event) => form.set({ name: event.currentTarget.value })}
      />
    </FormSheet>
  );
}
