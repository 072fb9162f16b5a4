import type { Named } from "../api/types";
import { t } from "../lib/i18n";
import type { Moved } from "../staff/rebase";
import { countryName, zoneName } from "./places";

/** What somebody else saved of a manager, a branch or an organization: the field, and what is in it now. */
export function movedWords({ field, theirs }: Moved): string {
  if (field === "branch") {
    const place = theirs as Named | null;
    return t("moved.to", { field: t("field.branch"), value: place?.name ?? t("manager.all_branches") });
  }
  const value = String(theirs);
  if (field === "country") return t("moved.to", { field: t("field.country"), value: countryName(value) });
  if (field === "timezone") return t("moved.to", { field: t("field.timezone"), value: zoneName(value) });
  return t("moved.to", { field: t("field.name"), value });
}
