import { t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Sheet";
import { Skeleton } from "../ui/Skeleton";
import { BillPaper } from "./BillPaper";
import { closeSheet, show } from "./sheets";
import { bill, visit } from "./visit";
import { placeName } from "./words";

/** The bill, to look at with the guest. */
export function BillSheet({ sessionId }: { sessionId: string }) {
  const known = bill.value.value;
  const place = visit.value ? placeName(visit.value) : "";
  const foot = known && known.outstanding > 0 && (
    <Button kind="money" big wide onClick={() => show({ kind: "pay", sessionId })}>
      {t("pay.title")}
    </Button>
  );
  return (
    <Sheet title={t("bill.titled", { place })} closeWord={t("close")} onClose={closeSheet} foot={foot}>
      {known && <BillPaper bill={known} head={place} />}
      {!known && bill.fault.value && <Failure fault={bill.fault.value} onRetry={() => void bill.load()} />}
      {!known && !bill.fault.value && <Skeleton rows={4} label={t("loading")} />}
    </Sheet>
  );
}
