/* The menu being written: its tree, dishes, sections and choices, and how guests see them. */

import guest from "../../../locales/en/guest.json";
import choosing from "../../../locales/en/guest-choosing.json";
import words from "../../../locales/en/manager-menu.json";
import { learn } from "../../lib/i18n";

learn(guest);
learn(choosing);
learn(words);

export { MenuScreen as Part } from "./MenuScreen";
