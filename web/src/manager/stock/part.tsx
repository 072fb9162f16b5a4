/* What is sold out, for how long, and of what is only so much left. */
import words from "../../../locales/en/manager-stock.json";
import { learn } from "../../lib/i18n";

learn(words);

export { StockScreen as Part } from "./StockScreen";
