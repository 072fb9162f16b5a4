import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../lib/i18n";
import { asFault } from "../staff/server";
import { Select } from "../ui/Select";
import { branchesOf } from "./platform";
import type { Branch } from "./wire";

type BranchSelectProps = {
  organizationId: string;
  value: string | null;
  /** What is chosen already, while the list is on its way. */
  known?: { id: string; name: string } | null;
  onChange: (branchId: string | null) => void;
};

/** One branch of an organization, or all of them. */
export function BranchSelect({ organizationId, value, known, onChange }: BranchSelectProps) {
  const listed = useSignal<Branch[] | null>(null);
  const failed = useSignal(false);
  useEffect(() => {
    let isOurs = true;
    listed.value = null;
    failed.value = false;
    branchesOf(organizationId)
      .then((found) => {
        if (isOurs) listed.value = found;
      })
      .catch((thrown: unknown) => {
        asFault(thrown);
        if (isOurs) failed.value = true;
      });
    return () => {
      isOurs = false;
    };
  }, [organizationId]);
  const branches = listed.value ?? (known ? [known] : []);
  return (
    <Select
      label={t("field.branch")}
      hint={t("manager.branch_hint")}
      fault={failed.value ? t("manager.branches_missing") : null}
      value={value ?? ""}
      options={[
        { value: "", label: t("manager.all_branches") },
        ...branches.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(id) => onChange(id || null)}
    />
  );
}
