import { useSignal } from "@preact/signals";
import type { Named } from "../api/types";
import { t } from "../lib/i18n";
import { faultsIn } from "../staff/fieldFaults";
import { Field } from "../ui/Field";
import { Select } from "../ui/Select";
import { BranchSelect } from "./BranchSelect";
import { FormSheet, textOf } from "./FormSheet";
import { organizations } from "./platform";
import { ADD_MANAGER, addManager } from "./verbs";

/** Name, email and place; the person chooses the password by the link that comes next. */
export function NewManagerSheet({ organizationId }: { organizationId: string | null }) {
  const houses = organizations.value.value ?? [];
  const house = useSignal(organizationId ?? houses[0]?.id ?? "");
  const branch = useSignal<Named | null>(null);
  const faults = faultsIn(ADD_MANAGER);
  return (
    <FormSheet
      title={t("manager.add")}
      doing={ADD_MANAGER}
      fields={["name", "email"]}
      word={t("manager.invite")}
      onSubmit={(given) =>
        void addManager({
          name: textOf(given, "name"),
          email: textOf(given, "email"),
          organization_id: house.value,
          branch_id: branch.value?.id ?? null,
        })
      }
    >
      <Field
        label={t("field.name")}
        name="name"
        required
        maxLength={120}
        autocomplete="off"
        fault={faults.at("name")}
      />
      <Field
        label={t("sign_in.email")}
        name="email"
        type="email"
        required
        maxLength={254}
        autocomplete="off"
        fault={faults.at("email")}
      />
      {organizationId === null && (
        <Select
          label={t("field.organization")}
          value={house.value}
          options={houses.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => {
            house.value = id;
            branch.value = null;
          }}
        />
      )}
      <BranchSelect
        organizationId={house.value}
        value={branch.value}
        onChange={(chosen) => {
          branch.value = chosen;
        }}
      />
    </FormSheet>
  );
}
