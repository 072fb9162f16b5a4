/* Finding and choosing: the search, the sheet of a dish with its questions, the cart. */

import { numberOf } from "./marks";
import { numberTold } from "./Named";

numberOf.value = numberTold;

export { CartSheet } from "./CartSheet";
export { DishSheet } from "./DishSheet";
export { Found, SearchBox } from "./SearchBox";
export { SectionsSheet } from "./SectionsSheet";
export { findDishes } from "./search";
