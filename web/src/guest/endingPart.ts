/* Bill, receipt and the kind pages. */
import words from "../../locales/en/guest-ending.json";
import { learn } from "../lib/i18n";

learn(words);

export { BillPage, ClosedPage } from "./BillPage";
export { KindPage } from "./KindPage";
