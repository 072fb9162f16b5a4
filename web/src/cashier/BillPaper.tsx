import type { Bill, BillLine } from "../api/types";
import { moneyDelta } from "../lib/delta";
import { isolate, t } from "../lib/i18n";
import { money } from "../lib/money";
import { Ticket, TicketRow } from "../ui/Ticket";
import { dishName } from "./dishes";
import { price as charged } from "./price";
import "./bill.css";

/** "Large +€2.00, 2 × Cheese +€1.00": what was chosen and what it cost. */
function chosen(line: BillLine, currency: string): string {
  return line.options
    .map(({ name, quantity, price_delta }) => {
      const named = isolate(quantity > 1 ? `${quantity} × ${name}` : name);
      return price_delta ? `${named} ${moneyDelta(price_delta * quantity, currency)}` : named;
    })
    .join(", ");
}

type LinesProps = { lines: readonly BillLine[]; currency: string; waiting?: boolean };

/** What is not on the bill yet has no tax there either, and says so. */
function Lines({ lines, currency, waiting }: LinesProps) {
  return (
    <ul>
      {lines.map((line) => (
        <TicketRow
          key={line.line_id}
          quantity={line.quantity}
          name={dishName(line)}
          amount={waiting ? charged(line.line_total) : money(line.line_total, currency)}
          detail={chosen(line, currency)}
        />
      ))}
    </ul>
  );
}

/** The bill as paper: dishes, taxes, what has been paid, what is still to pay. Cash is what the drawer got of it. */
export function BillPaper({ bill, head, torn }: { bill: Bill; head: string; torn?: boolean }) {
  const { currency, lines, waiting, taxes, payments } = bill;
  const sum = (amount: number) => money(amount, currency);
  const tips = payments.reduce((all, { tip }) => all + tip, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long bill is scrolled with the arrow keys
    <section class={torn ? "bill-paper off" : "bill-paper"} aria-label={t("bill.title")} tabIndex={0}>
      <Ticket
        head={
          <>
            <h3>{head}</h3>
            <span class="quiet-words">
              {t("bill.items", { n: lines.reduce((sum, line) => sum + line.quantity, 0) })}
            </span>
          </>
        }
      >
        <Lines lines={lines} currency={currency} />
        <ul class="bill-sums">
          {taxes.map((tax) => (
            <TicketRow
              key={tax.tax_rate_id + tax.rate}
              name={t(bill.tax_included ? "bill.tax_included" : "bill.tax_added", {
                name: tax.name,
              })}
              amount={sum(tax.tax)}
              detail={t("bill.net", { net: sum(tax.net) })}
            />
          ))}
          <TicketRow strong name={t("bill.total")} amount={sum(bill.total)} />
          {bill.rounding !== 0 && <TicketRow name={t("bill.rounding")} amount={sum(bill.rounding)} />}
          {tips > 0 && <TicketRow name={t("bill.tip")} amount={sum(tips)} />}
          {payments.map((payment) => (
            <TicketRow
              key={payment.id}
              name={t("bill.paid", { method: methodWord(payment.method) })}
              amount={sum(-payment.received)}
            />
          ))}
        </ul>
        <p class="bill-due">
          <span>{t("due.title")}</span>
          <b class="figures">{sum(bill.outstanding)}</b>
        </p>
      </Ticket>
      {waiting.length > 0 && (
        <section class="bill-waiting">
          <h3>{t("bill.waiting")}</h3>
          <Lines lines={waiting} currency={currency} waiting />
        </section>
      )}
    </section>
  );
}

function methodWord(method: string): string {
  if (method === "cash") return t("method.cash");
  return method === "card" ? t("method.card") : t("method.other");
}
