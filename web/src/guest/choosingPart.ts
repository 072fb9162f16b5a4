/* Finding and choosing: the search, the sheet of a dish with its questions, the cart. */
import words from "../../locales/en/guest-choosing.json";
import { learn } from "../lib/i18n";

learn(words);

export { CartSheet } from "./CartSheet";
export { DishSheet } from "./DishSheet";
export { Found, SearchBox } from "./SearchBox";
export { findDishes } from "./search";
