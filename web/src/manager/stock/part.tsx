/* What is sold out, for how long, and of what is only so much left. */

export { StockScreen as Part } from "./StockScreen";
