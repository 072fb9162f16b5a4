/* Who works here: cashiers and cooks, how they get in, and how they are kept out. */

export { PeopleScreen as Part } from "./PeopleScreen";
