/* How a branch works, and the taxes of the house. */
import words from "../../../locales/en/manager-settings.json";
import { learn } from "../../lib/i18n";

learn(words);

export { SettingsScreen as Part } from "./SettingsScreen";
