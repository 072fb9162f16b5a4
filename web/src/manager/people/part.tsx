/* Who works here: cashiers and cooks, how they get in, and how they are kept out. */
import words from "../../../locales/en/manager-people.json";
import { learn } from "../../lib/i18n";

learn(words);

export { PeopleScreen as Part } from "./PeopleScreen";
