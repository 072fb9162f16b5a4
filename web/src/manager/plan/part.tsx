/* The floor as it stands: areas, and tables on a grid. */

export { PlanScreen as Part } from "./PlanScreen";
