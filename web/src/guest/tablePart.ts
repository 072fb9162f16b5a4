/* Joins, follows, sends: what makes a menu a table's menu. */
import { effect } from "@preact/signals";
import { t } from "../lib/i18n";
import { tellCancelled } from "./cancelled";
import { enter } from "./joining";
import { keepCartTrue } from "./keeping";
import { keepSending } from "./sending";
import { followTable } from "./table";
import { visit } from "./visit";

keepCartTrue();
keepSending();
followTable();
tellCancelled();
void enter();
effect(() => {
  const { house, table_label: table } = visit.value ?? {};
  if (house) document.title = table ? t("title", { house: house.name, table }) : house.name;
});

export { LanguagePick, Languages } from "../ui/Languages";
export { Toasts } from "../ui/Toast";
export { Connection } from "./Connection";
export { RoundsButton } from "./RoundsButton";
export { RoundsPage } from "./RoundsPage";
