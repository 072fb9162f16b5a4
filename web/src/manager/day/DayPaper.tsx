import Moon from "lucide/dist/esm/icons/moon.mjs";
import type { ComponentChildren } from "preact";
import { t, tOr } from "../../lib/i18n";
import { money } from "../../lib/money";
import { Empty } from "../../ui/Empty";
import { houses } from "../house";
import { percent } from "../percent";
import type { Day } from "../wire";
import { isQuiet } from "./day";
import { FirstSteps, firstSteps } from "./FirstSteps";
import { HourChart } from "./HourChart";
import { begun, chosenDate } from "./report";

/** One branch's day. */
export function DayPaper({ day, named }: { day: Day; named: boolean }) {
  const cutoff = houses.value.value?.find(({ id }) => id === day.branch.id)?.cutoff ?? "04:00";
  const isPast = chosenDate.value !== null;
  return (
    <article class="day-paper" aria-label={day.branch.name}>
      <h2 class={named ? undefined : "unseen"}>{day.branch.name}</h2>
      <Figures day={day} past={isPast} />
      {isQuiet(day) ? (
        <Quiet day={day} past={isPast} />
      ) : (
        <>
          <Block title={t("day.by_hour")}>
            <HourChart day={day} cutoff={Number(cutoff.slice(0, 2))} />
          </Block>
          <div class="day-blocks">
            <Methods day={day} />
            <Taxes day={day} />
            <Products day={day} />
          </div>
        </>
      )}
    </article>
  );
}

/** Before the first bill there is nothing to look back on, only something to begin with, until that is done. */
function Quiet({ day, past }: { day: Day; past: boolean }) {
  const steps = firstSteps(day.open_tables.count > 0);
  const isNew = begun.value.value?.branchId === day.branch.id && !begun.value.value.sold && !past;
  if (isNew && steps.some(({ done }) => !done)) return <FirstSteps steps={steps} />;
  return <Empty drawing={Moon}>{t(past ? "day.quiet_past" : "day.quiet")}</Empty>;
}

/** Tables are open now or not at all: a day that is over says nothing of them. */
function Figures({ day, past }: { day: Day; past: boolean }) {
  const amount = (minor: number) => money(minor, day.currency);
  return (
    <dl class="figures-row">
      <Figure
        name={t("day.sales")}
        kind={day.sales > 0 ? "big taken" : "big"}
        value={amount(day.sales)}
        detail={t("day.bills", { n: day.bills })}
      />
      <Figure name={t("day.guests")} value={String(day.guests)} />
      <Figure name={t("day.average")} value={amount(day.average)} detail={t("day.per_bill")} />
      {!past && (
        <Figure
          name={t("day.open")}
          value={String(day.open_tables.count)}
          detail={t("day.still", { amount: amount(day.open_tables.outstanding) })}
        />
      )}
      <Figure
        name={t("day.cancelled")}
        value={String(day.cancelled.items)}
        detail={t("day.worth", { amount: amount(day.cancelled.amount) })}
      />
    </dl>
  );
}

type FigureProps = { name: string; value: string; detail?: string; kind?: "big" | "big taken" };

function Figure({ name, value, detail, kind }: FigureProps) {
  return (
    <div class={kind ? `figure ${kind}` : "figure"}>
      <dt>{name}</dt>
      <dd class="figures">{value}</dd>
      {detail && <dd class="figure-detail">{detail}</dd>}
    </div>
  );
}

function Block({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="paper day-block">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** `part`: what the row above consists of. */
type Row = { key: string; name: string; count?: number | string; amount: string; part?: boolean };

function Rows({ head, rows }: { head: readonly [string, string, string]; rows: readonly Row[] }) {
  if (rows.length === 0) return <p class="quiet-words">{t("day.none")}</p>;
  return (
    <table class="day-table">
      <thead>
        <tr>
          {head.map((word) => (
            <th key={word} scope="col">
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, count, amount, part }) => (
          <tr key={key} class={part ? "part" : undefined}>
            <th scope="row">{name}</th>
            <td class="figures">{count}</td>
            <td class="figures">{amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What drawer and terminal received, and of what that consists where it is not all for bills. */
function Methods({ day }: { day: Day }) {
  const sum = (amount: number) => money(amount, day.currency);
  const rows = day.by_method.flatMap((one) => [
    { key: one.method, name: tOr(`method.${one.method}`, "method.other"), count: one.count, amount: sum(one.received) },
    ...partsOf(one).map(([word, amount]) => ({
      key: one.method + word,
      name: t(word),
      amount: sum(amount),
      part: true,
    })),
  ]);
  return (
    <Block title={t("day.by_method")}>
      <Rows head={[t("day.method"), t("day.count"), t("day.received")]} rows={rows} />
      {day.paid_earlier !== 0 && <p class="quiet-words">{t("day.paid_earlier", { amount: sum(day.paid_earlier) })}</p>}
      {day.paid_ahead !== 0 && <p class="quiet-words">{t("day.paid_ahead", { amount: sum(day.paid_ahead) })}</p>}
    </Block>
  );
}

function partsOf({ amount, rounding, tips }: Day["by_method"][number]) {
  if (rounding === 0 && tips === 0) return [];
  const parts = [
    ["day.for_bills", amount],
    ["day.rounding", rounding],
    ["day.tips", tips],
  ] as const;
  return parts.filter(([, part]) => part !== 0);
}

function Taxes({ day }: { day: Day }) {
  const rows = day.taxes.map(({ name, rate, net, tax }) => ({
    key: name + rate,
    // "MwSt. 7 %" says its rate already.
    name: name.includes("%") ? name : t("day.tax_name", { name, rate: percent(rate) }),
    count: money(net, day.currency),
    amount: money(tax, day.currency),
  }));
  return (
    <Block title={t("day.taxes")}>
      <Rows head={[t("day.rate"), t("day.net"), t("day.tax")]} rows={rows} />
    </Block>
  );
}

function Products({ day }: { day: Day }) {
  const rows = day.top_products.map(({ product_id, name, quantity, amount }) => ({
    key: product_id + name,
    name,
    count: quantity,
    amount: money(amount, day.currency),
  }));
  return (
    <Block title={t("day.top")}>
      <Rows head={[t("day.dish"), t("day.count"), t("day.amount")]} rows={rows} />
    </Block>
  );
}
