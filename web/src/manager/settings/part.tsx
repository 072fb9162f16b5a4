/* How a branch works, and the taxes of the house. */

export { SettingsScreen as Part } from "./SettingsScreen";
