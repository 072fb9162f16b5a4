import Check from "lucide/dist/esm/icons/check.mjs";
import type { Bill, BillLine } from "../api/types";
import { choiceNames } from "../lib/choosing";
import { dateAndClock, t, tOr } from "../lib/i18n";
import { money } from "../lib/money";
import { Icon } from "../ui/Icon";
import { State } from "../ui/State";
import { Stamp, Ticket, TicketRow } from "../ui/Ticket";
import { price as charged } from "./menu";
import { Named } from "./Named";

type Group = { line: BillLine; quantity: number; total: number };

const optionNames = (line: BillLine) => choiceNames(line.options);

/** The same dish at the same price is one line of the paper, whoever ordered it. */
function gather(lines: readonly BillLine[]): Group[] {
  const groups = new Map<string, Group>();
  for (const line of lines) {
    const key = [line.product_id, line.unit_price, optionNames(line)].join(" ");
    const known = groups.get(key);
    const quantity = (known?.quantity ?? 0) + line.quantity;
    groups.set(key, { line: known?.line ?? line, quantity, total: (known?.total ?? 0) + line.line_total });
  }
  return [...groups.values()];
}

type LinesProps = { lines: readonly BillLine[]; currency: string; waiting?: boolean };

/** What is not on the bill yet has no tax there either, and says so. */
function Lines({ lines, currency, waiting }: LinesProps) {
  return (
    <ul>
      {gather(lines).map(({ line, quantity, total }) => (
        <TicketRow
          key={line.line_id}
          quantity={quantity}
          name={<Named name={line.name} productId={line.product_id} />}
          amount={waiting ? charged(total) : money(total, currency)}
          detail={optionNames(line)}
        />
      ))}
    </ul>
  );
}

function Sums({ bill }: { bill: Bill }) {
  const price = (amount: number) => money(amount, bill.currency);
  return (
    <ul class="sums">
      {!bill.tax_included && <TicketRow name={t("bill.subtotal")} amount={price(bill.subtotal)} />}
      {!bill.tax_included && <Taxes bill={bill} />}
      <TicketRow strong name={t("bill.total")} amount={price(bill.total)} />
      {bill.tax_included && <Taxes bill={bill} />}
    </ul>
  );
}

function Taxes({ bill }: { bill: Bill }) {
  return (
    <>
      {bill.taxes.map((tax) => (
        <TicketRow
          key={tax.tax_rate_id + tax.rate}
          name={t(bill.tax_included ? "bill.tax_in" : "bill.tax_on", { name: tax.name })}
          amount={money(tax.tax, bill.currency)}
        />
      ))}
    </>
  );
}

/** `asked`: for the bill itself, so that nobody is told to ask. */
export function BillPaper({ bill, asked }: { bill: Bill; asked: boolean }) {
  const price = (amount: number) => money(amount, bill.currency);
  return (
    <>
      {bill.lines.length > 0 && (
        <Ticket>
          <Lines lines={bill.lines} currency={bill.currency} />
          <Sums bill={bill} />
          {bill.captured > 0 && (
            <ul class="sums">
              <TicketRow name={t("bill.paid_so_far")} amount={price(bill.captured)} />
            </ul>
          )}
          <p class="due">
            <span>{t("bill.due")}</span>
            <b>{price(bill.outstanding)}</b>
          </p>
        </Ticket>
      )}
      {bill.waiting.length > 0 && (
        <section class="not-yet" aria-labelledby="not-yet">
          <h2 id="not-yet">{t("bill.waiting")}</h2>
          <Lines lines={bill.waiting} currency={bill.currency} waiting />
        </section>
      )}
      {bill.outstanding > 0 && !asked && <p class="bill-ask">{t("bill.ask")}</p>}
    </>
  );
}

/** Total, rounding and tip are together what was received. */
export function Receipt({ bill }: { bill: Bill }) {
  const price = (amount: number) => money(amount, bill.currency);
  const tips = bill.payments.reduce((sum, { tip }) => sum + tip, 0);
  return (
    <Ticket
      torn
      head={
        <>
          <div>
            {bill.number !== null && <h3>{t("bill.number", { number: bill.number })}</h3>}
            {bill.settled_at && (
              <State tone="paid" icon={Check} word={t("bill.paid_at", { time: dateAndClock(bill.settled_at) })} />
            )}
          </div>
          <Stamp paid word={t("bill.stamp")} figure={<Icon of={Check} />} />
        </>
      }
    >
      <Lines lines={bill.lines} currency={bill.currency} />
      <Sums bill={bill} />
      <ul class="sums">
        {bill.rounding !== 0 && <TicketRow name={t("bill.rounding")} amount={price(bill.rounding)} />}
        {tips > 0 && <TicketRow name={t("bill.tip")} amount={price(tips)} />}
        {bill.payments.map((payment) => (
          <TicketRow
            key={payment.id}
            name={tOr(`bill.by.${payment.method}`, "bill.by.other")}
            amount={price(payment.received)}
          />
        ))}
      </ul>
    </Ticket>
  );
}
