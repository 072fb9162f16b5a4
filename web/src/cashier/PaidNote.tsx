import type { Bill, BillPayment } from "../api/types";
import { type Key, t } from "../lib/i18n";
import { money } from "../lib/money";
import type { Came } from "./paying";
import { Became, Ways } from "./TakenNote";

const BY: Readonly<Record<string, Key>> = { cash: "paid.cash_by", card: "paid.card_by" };

function takenWords({ method, taken_by }: BillPayment): string {
  return taken_by ? t(BY[method] ?? "paid.other_by", { name: taken_by.name }) : t("paid.word");
}

/** Somebody else took the money while this till stood here, or nothing is owed any more. */
export function PaidNote({ bill, place, onDone }: { bill: Bill; place: string; onDone: () => void }) {
  const closed = bill.status === "SETTLED";
  const came: Came = { closed, number: bill.number, pending: bill.waiting_orders > 0 };
  return (
    <section class="taken" role="status">
      {bill.payments.length === 0 && <p class="taken-open">{t("paid.nothing")}</p>}
      {bill.payments.map((payment) => (
        <p key={payment.id} class="taken-change">
          <span>{takenWords(payment)}</span>
          <b class="figures">{money(payment.amount, bill.currency)}</b>
        </p>
      ))}
      {(closed || came.pending) && <Became came={came} place={place} />}
      <Ways came={closed || came.pending ? came : null} onDone={onDone} />
    </section>
  );
}
