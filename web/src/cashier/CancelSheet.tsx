import type { Order } from "../api/types";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Sheet } from "../ui/Sheet";
import { Reasons } from "./Reasons";
import { closeSheet } from "./sheets";
import { cancelOrder } from "./verbs";

async function cancel(order: Order, reason: string): Promise<void> {
  if (await cancelOrder(order.id, reason)) closeSheet();
}

/** A waiting order is turned down as a whole. */
export function CancelSheet({ order }: { order: Order }) {
  const name = `cancel ${order.id}`;
  return (
    <Sheet title={t("cancel.title", { number: order.number })} closeWord={t("close")} onClose={closeSheet}>
      <div class="line-sheet">
        <FaultNote fault={faultOf(name)} />
        <Reasons
          title={t("cancel.why")}
          usual={[t("reason.changed_mind"), t("reason.sold_out"), t("reason.no_time"), t("reason.twice")]}
          word={t("cancel.order")}
          busy={isDoing(name)}
          dishes={order.lines}
          onReason={(reason) => void cancel(order, reason)}
        />
      </div>
    </Sheet>
  );
}
