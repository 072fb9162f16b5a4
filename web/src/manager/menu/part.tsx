/* The menu being written: its tree, dishes, sections and choices, and how guests see them. */

export { MenuScreen as Part } from "./MenuScreen";
