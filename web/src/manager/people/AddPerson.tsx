import { useSignal } from "@preact/signals";
import { t } from "../../lib/i18n";
import { faultOf, forgetFault, isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { type Faults, faultsOf, NO_FAULTS } from "../../staff/faults";
import { branch, branches } from "../../staff/identity";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { Sheet } from "../../ui/Sheet";
import { ADDING, addPerson, isAdding } from "./people";

/** Name, email, role: the person chooses the password by a link. */
export function AddPerson() {
  const name = useSignal("");
  const email = useSignal("");
  const role = useSignal<"cashier" | "kitchen">("cashier");
  const branchId = useSignal(branch.value?.id ?? branches.value[0]?.id ?? "");
  const local = useSignal<Faults>(NO_FAULTS);
  const fault = faultOf(ADDING);
  const faults = (fault && faultsOf(fault)) ?? local.value;

  const add = async () => {
    const found = new Map<string, string>();
    if (!name.value.trim()) found.set("name", t("people.no_name"));
    if (!/^\S+@\S+$/.test(email.value.trim())) found.set("email", t("people.no_email"));
    local.value = found;
    forgetFault(ADDING);
    if (found.size > 0) return;
    await addPerson({
      name: name.value.trim(),
      email: email.value.trim(),
      role: role.value,
      branch_id: branchId.value,
    });
  };

  const close = () => {
    isAdding.value = false;
    forgetFault(ADDING);
  };

  return (
    <Sheet title={t("people.add")} closeWord={t("close")} onClose={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
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
        <Field
          label={t("people.name")}
          maxLength={120}
          autocomplete="off"
          value={name.value}
          fault={faults.get("name")}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
        <Field
          label={t("people.email")}
          hint={t("people.email_hint")}
          type="email"
          autocomplete="off"
          value={email.value}
          fault={faults.get("email")}
          onInput={(event) => {
            email.value = event.currentTarget.value;
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
        {!(fault && faultsOf(fault)) && <FaultNote fault={fault} />}
        <Button kind="main" big wide submit busy={isDoing(ADDING)}>
          {t("people.invite")}
        </Button>
      </form>
    </Sheet>
  );
}
