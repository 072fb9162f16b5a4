import { useSignal } from "@preact/signals";
import ConciergeBell from "lucide/dist/esm/icons/concierge-bell.mjs";
import ReceiptText from "lucide/dist/esm/icons/receipt-text.mjs";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import { useEffect } from "preact/hooks";
import type { Bill } from "../api/types";
import { ask } from "../lib/http";
import { t } from "../lib/i18n";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Skeleton } from "../ui/Skeleton";
import { BillPaper, Receipt } from "./BillPaper";
import { House } from "./House";
import { PageHead } from "./PageHead";
import { billMoved } from "./table";
import { sheet } from "./view";
import { visit } from "./visit";
import { Wished } from "./Wished";
import { current } from "./wishes";
import "./bill.css";

type Fetched = { bill?: Bill; failed?: boolean };

/** The bill, fetched again whenever money or orders move. */
function useBill() {
  const fetched = useSignal<Fetched>({});
  const moved = billMoved.value;
  const fetchBill = () => {
    ask<Bill>("/api/guest/bill").then(
      (bill) => {
        fetched.value = { bill };
      },
      () => {
        fetched.value = { ...fetched.value, failed: true };
      },
    );
  };
  useEffect(fetchBill, [moved]);
  return { ...fetched.value, fetchBill };
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <Banner tone="late" icon={TriangleAlert} action={<Button onClick={onRetry}>{t("retry")}</Button>}>
      {t("bill.failed")}
    </Banner>
  );
}

export function BillPage() {
  const { bill, failed, fetchBill } = useBill();
  const empty = bill && !bill.lines.length && !bill.waiting.length;
  const asked = current.value.find(({ kind }) => kind === "bill");
  const waits = asked?.status === "OPEN";
  return (
    <>
      <PageHead title={t("bill")} />
      <main class="page">
        {failed && <Failed onRetry={fetchBill} />}
        {!bill && !failed && <Skeleton label={t("bill.loading")} />}
        {empty && <Empty drawing={ReceiptText}>{t("bill.empty")}</Empty>}
        {asked && (bill?.outstanding !== 0 || waits) && <Wished wished={asked} />}
        {bill && !empty && <BillPaper bill={bill} asked={waits} />}
      </main>
      <div class="dock">
        <Button kind={waits ? "plain" : "main"} wide onClick={() => (sheet.value = "call")}>
          <Icon of={ConciergeBell} />
          {t(waits ? "call" : "bill.call")}
        </Button>
      </div>
    </>
  );
}

/** After the table closed: thanks and the receipt to those who paid, a plain word to others. */
export function ClosedPage() {
  const { bill, failed, fetchBill } = useBill();
  const paid = visit.value?.closed_because === "settled";
  return (
    <>
      <House />
      <main class="page">
        <div class={paid ? "thanks paid" : "thanks"}>
          <h2>{t(paid ? "thanks" : "closed")}</h2>
          <p>{t(paid ? "thanks.more" : "closed.more")}</p>
        </div>
        {failed && <Failed onRetry={fetchBill} />}
        {bill && bill.lines.length > 0 && <Receipt bill={bill} />}
      </main>
    </>
  );
}
