/* The floor as it stands: areas, and tables on a grid. */
import words from "../../../locales/en/manager-plan.json";
import { learn } from "../../lib/i18n";

learn(words);

export { PlanScreen as Part } from "./PlanScreen";
