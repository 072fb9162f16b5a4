import type { ComponentChildren } from "preact";
import type { Order, OrderLine } from "../api/types";
import { choiceNames } from "../lib/choosing";
import { givenName } from "../lib/given";
import { clock, t } from "../lib/i18n";
import { money } from "../lib/money";
import { State } from "../ui/State";
import { Stamp, Ticket, TicketRow } from "../ui/Ticket";
import { AllergyNote } from "./AllergyNote";
import { price } from "./menu";
import { Named } from "./Named";
import { roundState } from "./roundState";
import { numbers } from "./table";
import { secondsLeft } from "./takingBack";

/** One order as the table knows it: the round's stamp, who, when, and what became of it. */
export function Round({ order, children }: { order: Order; children?: ComponentChildren }) {
  const state = roundState(order, secondsLeft(order) !== null);
  return (
    <Ticket head={<RoundHead order={order} />}>
      <p aria-live="polite">
        <State {...state} />
      </p>
      <AllergyNote lines={order.lines} />
      {order.cancelled_because && <p class="small">{order.cancelled_because}</p>}
      <ul class="round-lines">
        {order.lines.map((line) => (
          <Line key={line.id} line={line} order={order} />
        ))}
        {order.status !== "CANCELLED" && <TicketRow strong name={t("round.total")} amount={price(order.total)} />}
      </ul>
      {children}
    </Ticket>
  );
}

function RoundHead({ order }: { order: Order }) {
  const number = numbers.value.get(order.id) ?? 0;
  const values = { name: givenName(order.placed_by ?? "") };
  return (
    <>
      <div>
        <h2>{t("round.title", { n: number, time: clock(order.created_at) })}</h2>
        <p class="small">
          {t(order.source === "cashier" ? "round.staff" : order.mine ? "round.mine" : "round.by", values)}
        </p>
      </div>
      <Stamp figure={number} />
    </>
  );
}

function Line({ line, order }: { line: OrderLine; order: Order }) {
  const gone = line.status === "VOIDED" || order.status === "CANCELLED";
  return (
    <TicketRow
      quantity={line.quantity}
      name={<Named name={line.name} productId={line.product_id} />}
      amount={money(line.line_total, order.currency)}
      detail={lineWords(line, order)}
      struck={gone}
    />
  );
}

function lineWords(line: OrderLine, order: Order): string {
  const options = choiceNames(line.options);
  const differs = new Set(order.lines.map(({ status }) => status)).size > 1;
  const state = differs && line.status in SAID ? t(SAID[line.status as Said]) : "";
  const reason =
    line.void_reason && order.status !== "CANCELLED"
      ? t("line.cancelled_because", { reason: line.void_reason })
      : state;
  return [options, line.note && t("note.said", { note: line.note }), reason].filter(Boolean).join("\n");
}

const SAID = {
  PREPARING: "line.preparing",
  READY: "line.ready",
  SERVED: "line.served",
  VOIDED: "line.voided",
} as const;
type Said = keyof typeof SAID;
