/* Bill, receipt and the kind pages. */

export { BillPage, ClosedPage } from "./BillPage";
export { KindPage } from "./KindPage";
