/* The sheets over the menu: one dish and its questions, and the cart. */
import words from "../../locales/en/guest-choosing.json";
import { learn } from "../lib/i18n";

learn(words);

export { CartSheet } from "./CartSheet";
export { DishSheet } from "./DishSheet";
