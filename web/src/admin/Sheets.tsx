import { me } from "../staff/identity";
import { BranchSheet, NewBranchSheet } from "./BranchSheet";
import { ManagerSheet } from "./ManagerSheet";
import { NewManagerSheet } from "./NewManagerSheet";
import { NewOrganizationSheet, RenameSheet } from "./OrganizationSheet";
import { managers } from "./platform";
import { shown } from "./sheets";
import { YouSheet } from "./YouSheet";

export function Sheets() {
  const sheet = shown.value;
  if (!sheet) return null;
  if (sheet.kind === "new organization") return <NewOrganizationSheet />;
  if (sheet.kind === "rename") return <RenameSheet organization={sheet.organization} />;
  if (sheet.kind === "new branch") return <NewBranchSheet organization={sheet.organization} />;
  if (sheet.kind === "branch") return <BranchSheet branch={sheet.branch} />;
  if (sheet.kind === "new manager") return <NewManagerSheet organizationId={sheet.organizationId} />;
  if (sheet.kind === "you") return me.value && <YouSheet person={me.value} />;
  const account = managers.value.value?.find(({ id }) => id === sheet.id);
  return account ? <ManagerSheet key={account.id} account={account} /> : null;
}
