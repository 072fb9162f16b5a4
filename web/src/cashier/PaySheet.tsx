import Banknote from "lucide/dist/esm/icons/banknote.mjs";
import CreditCard from "lucide/dist/esm/icons/credit-card.mjs";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { useLayoutEffect } from "preact/hooks";
import type { Bill, PaymentMethod } from "../api/types";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { faultOf, forgetFault, isDoing } from "../staff/doing";
import { Failure, FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Segmented } from "../ui/Segmented";
import { Sheet } from "../ui/Sheet";
import { Skeleton } from "../ui/Skeleton";
import { draftsElsewhere } from "./announcing";
import { BillPaper } from "./BillPaper";
import { CashPad, type TillProps } from "./CashPad";
import { DraftsElsewhere } from "./CloseSheet";
import { PaidNote } from "./PaidNote";
import { cameOf, dueAtFirst, method, PAYING, startPaying, takeMoney, taken } from "./paying";
import { FLOOR, go, route } from "./route";
import { heldPayment, outbox } from "./sending";
import { closeSheet } from "./sheets";
import { TakenNote } from "./TakenNote";
import { bill, loadVisit, lookAt, visit } from "./visit";
import { placeName } from "./words";
import "./pay.css";

/** After the money: away to the floor when the table is free, back to it when something is left to do. */
function leave(): void {
  const closed =
    bill.value.value?.status === "SETTLED" || (taken.value?.kind === "recorded" && taken.value.payment.closed);
  forgetFault(PAYING);
  closeSheet();
  if (closed && route.value.screen === "table") go(FLOOR);
  if (route.value.screen !== "table") lookAt(null);
}

export function PaySheet({ sessionId }: { sessionId: string }) {
  useLayoutEffect(() => startPaying(sessionId), [sessionId]);
  const known = bill.value.value;
  const came = taken.value && known && cameOf(taken.value, known);
  const place = visit.value ? placeName(visit.value) : "";
  return (
    <Sheet title={t("pay.titled", { place })} closeWord={t("close")} onClose={leave} wide>
      {!known && bill.fault.value && <Failure fault={bill.fault.value} onRetry={() => void bill.load()} />}
      {!known && !bill.fault.value && <Skeleton rows={4} label={t("loading")} />}
      {known && (
        <div class="pay">
          <div class="pay-paper">
            <BillPaper bill={known} head={place} torn={taken.value !== null && came !== null} />
          </div>
          {taken.value ? (
            <TakenNote taken={taken.value} came={came} place={place} onDone={leave} />
          ) : known.outstanding === 0 && !heldPayment(sessionId) ? (
            <PaidNote bill={known} place={place} onDone={leave} />
          ) : (
            <Till bill={known} />
          )}
        </div>
      )}
    </Sheet>
  );
}

/** The bill moved while somebody stood here with money in hand. */
function Moved({ bill }: { bill: Bill }) {
  const before = dueAtFirst.value;
  if (before === null || before === bill.outstanding) return null;
  const sums = { before: money(before, bill.currency), now: money(bill.outstanding, bill.currency) };
  return (
    <p class="pay-moved" role="status">
      <Icon of={TriangleAlert} size={20} />
      {t("pay.moved", sums)}
    </p>
  );
}

/** This device still holds a payment for the table: taking the money twice helps nobody. */
function Noted({ sessionId }: { sessionId: string }) {
  if (!heldPayment(sessionId)) return null;
  return (
    <div class="pay-moved" role="status">
      <Icon of={Unlink} size={20} />
      <span>{t("pay.noted_already")}</span>
      <Button onClick={() => void outbox().flush().then(loadVisit)}>{t("pay.send_now")}</Button>
    </div>
  );
}

function Till({ bill }: { bill: Bill }) {
  const busy = isDoing(PAYING);
  const barred = bill.outstanding === 0 || heldPayment(bill.qr_session_id) !== null;
  const session = visit.value;
  const due = method.value === "cash" ? bill.cash_due : bill.outstanding;
  return (
    <section class="till" aria-busy={busy}>
      <p class="till-due">
        <span>{t("due.title")}</span>
        <b class="figures">{money(due, bill.currency)}</b>
      </p>
      <Moved bill={bill} />
      {session && draftsElsewhere(session).length > 0 && (
        <div class="pay-moved" role="status">
          <Icon of={TriangleAlert} size={20} />
          <span>
            <DraftsElsewhere of={session} />
          </span>
        </div>
      )}
      <Noted sessionId={bill.qr_session_id} />
      <FaultNote fault={faultOf(PAYING)} />
      <Segmented<PaymentMethod>
        label={t("pay.method")}
        value={method.value}
        options={[
          { value: "cash", label: <Method icon={Banknote} word={t("method.cash")} /> },
          { value: "card", label: <Method icon={CreditCard} word={t("method.card")} /> },
        ]}
        onChange={(chosen) => {
          method.value = chosen;
        }}
      />
      {method.value === "cash" ? (
        <CashPad bill={bill} busy={busy} barred={barred} />
      ) : (
        <CardTill bill={bill} busy={busy} barred={barred} />
      )}
    </section>
  );
}

function Method({ icon, word }: { icon: typeof Banknote; word: string }) {
  return (
    <>
      <Icon of={icon} />
      {word}
    </>
  );
}

function CardTill({ bill, busy, barred }: TillProps) {
  return (
    <>
      <p class="till-card">{t("pay.card_how")}</p>
      <Button kind="money" big wide busy={busy} disabled={barred} onClick={() => void takeMoney(bill, "card", null)}>
        {busy ? t("pay.going") : t("pay.card_take", { amount: money(bill.outstanding, bill.currency) })}
      </Button>
    </>
  );
}
