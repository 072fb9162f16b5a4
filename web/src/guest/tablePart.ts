/* Joins, follows, sends: what makes a menu a table's menu. */
import words from "../../locales/en/guest-table.json";
import { learn } from "../lib/i18n";
import { enter } from "./joining";
import { keepCartTrue } from "./keeping";
import { keepSending } from "./sending";
import { followTable } from "./table";

learn(words);
keepCartTrue();
keepSending();
followTable();
void enter();

export { Toasts } from "../ui/Toast";
export { Connection } from "./Connection";
export { RoundsButton } from "./RoundsButton";
export { RoundsPage } from "./RoundsPage";
