import { useSignal } from "@preact/signals";
import { t } from "../../lib/i18n";
import { forgetFault, isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { faultsIn } from "../../staff/fieldFaults";
import { branch, branches } from "../../staff/identity";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { Sheet } from "../../ui/Sheet";
import { ADDING, addPerson, closePeople } from "./people";

/** Name, email, role: the person chooses the password by a link. */
export function AddPerson() {
  const role = useSignal<"cashier" | "kitchen">("cashier");
  const branchId = useSignal(branch.value?.id ?? branches.value[0]?.id ?? "");
  const faults = faultsIn(ADDING, ["name", "email"]);

  const add = (given: FormData) =>
    void addPerson({
      name: String(given.get("name")).trim(),
      email: String(given.get("email")).trim(),
      role: role.value,
      branch_id: branchId.value,
    });

  const close = () => {
    closePeople();
    forgetFault(ADDING);
  };

  return (
    <Sheet title={t("people.add")} closeWord={t("close")} onClose={close}>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add(new FormData(event.currentTarget));
        }}
      >
        <Field label={t("people.name")} maxLength={120} autocomplete="off" name="name" fault={faults.at("name")} />
        <Field
          label={t("people.email")}
          hint={t("people.email_hint")}
          type="email"
          autocomplete="off"
          name="email"
          fault={faults.at("email")}
        />
        <Segmented<"cashier" | "kitchen">
          label={t("people.role")}
          value={role.value}
          options={[
            { value: "cashier", label: t("role.cashier") },
            { value: "kitchen", label: t("role.kitchen") },
          ]}
          onChange={(chosen) => {
            role.value = chosen;
          }}
        />
        {branches.value.length > 1 && (
          <Select
            label={t("shell.branch")}
            value={branchId.value}
            options={branches.value.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(id) => {
              branchId.value = id;
            }}
          />
        )}
        <FaultNote fault={faults.rest} />
        <Button kind="main" big wide submit busy={isDoing(ADDING)}>
          {t("people.invite")}
        </Button>
      </form>
    </Sheet>
  );
}
