/* The day in one page. */
import words from "../../../locales/en/manager-day.json";
import { learn } from "../../lib/i18n";

learn(words);

export { DayScreen as Part } from "./DayScreen";
