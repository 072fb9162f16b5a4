/* The day in one page. */

export { DayScreen as Part } from "./DayScreen";
