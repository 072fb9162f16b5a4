/* Finding and choosing: the search, the sheet of a dish with its questions, the cart. */

export { CartSheet } from "./CartSheet";
export { DishSheet } from "./DishSheet";
export { Found, SearchBox } from "./SearchBox";
export { findDishes } from "./search";
