import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Named } from "../api/types";
import { t } from "../lib/i18n";
import { asFault } from "../staff/server";
import { Select } from "../ui/Select";
import { branchesOf } from "./platform";

type BranchSelectProps = {
  organizationId: string;
  value: Named | null;
  onChange: (branch: Named | null) => void;
};

/** One branch of an organization, or all of them. */
export function BranchSelect({ organizationId, value, onChange }: BranchSelectProps) {
  const listed = useSignal<Named[] | null>(null);
  const failed = useSignal(false);
  useEffect(() => {
    let isOurs = true;
    listed.value = null;
    failed.value = false;
    branchesOf(organizationId)
      .then((found) => {
        if (isOurs) listed.value = found.map(({ id, name }) => ({ id, name }));
      })
      .catch((thrown: unknown) => {
        asFault(thrown);
        if (isOurs) failed.value = true;
      });
    return () => {
      isOurs = false;
    };
  }, [organizationId]);
  // What is chosen already is there while the list is on its way.
  const branches = listed.value ?? (value ? [value] : []);
  return (
    <Select
      label={t("field.branch")}
      hint={t("manager.branch_hint")}
      fault={failed.value ? t("manager.branches_missing") : null}
      value={value?.id ?? ""}
      options={[
        { value: "", label: t("manager.all_branches") },
        ...branches.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(id) => onChange(branches.find((one) => one.id === id) ?? null)}
    />
  );
}
