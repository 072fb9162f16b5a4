import Clock from "lucide/dist/esm/icons/clock.mjs";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import type { Order, OrderLine } from "../api/types";
import { clock, t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { State } from "../ui/State";
import { Ticket, TicketRow } from "../ui/Ticket";
import { LATE_AFTER, minutesSince } from "./floor";
import { now } from "./house";
import { type InboxCard, isAlive, optionWords } from "./inbox";
import { tablePath } from "./route";
import { confirming, confirmOrder } from "./verbs";
import { age, orderPlace } from "./words";

async function confirmAll(orders: readonly Order[]): Promise<void> {
  for (const order of orders) await confirmOrder(order.id);
}

/** How long somebody has waited, said with an icon once it is too long. */
export function Wait({ since }: { since: string }) {
  const minutes = minutesSince(since, now.value);
  const late = minutes >= LATE_AFTER;
  return <State tone={late ? "late" : "waiting"} icon={late ? TriangleAlert : Clock} word={age(minutes)} />;
}

/** One table's waiting orders: read them, confirm them. */
export function InboxTicket({ card }: { card: InboxCard }) {
  const [first, ...more] = card.orders;
  if (!first) return null;
  const busy = card.orders.some(({ id }) => isDoing(confirming(id)));
  return (
    <Ticket head={<InboxHead card={card} first={first} />}>
      {card.orders.map((order) => (
        <InboxOrder key={order.id} order={order} alone={more.length === 0} />
      ))}
      <Button kind="main" wide busy={busy} onClick={() => void confirmAll(card.orders)}>
        {busy ? t("confirm.going") : more.length ? t("confirm.all") : t("confirm.one")}
      </Button>
    </Ticket>
  );
}

function InboxHead({ card, first }: { card: InboxCard; first: Order }) {
  return (
    <>
      <a class="inbox-place" href={tablePath(card.sessionId)}>
        {first.table_label === null ? (
          <b class="inbox-name">{orderPlace(first)}</b>
        ) : (
          <b class="inbox-number figures">
            <span class="unseen">{t("table.word")} </span>
            {first.table_label}
          </b>
        )}
        <span>
          <span>{t("inbox.orders", { n: card.orders.length })}</span>
          <span>{t("inbox.items", { n: card.items })}</span>
        </span>
      </a>
      <Wait since={card.since} />
    </>
  );
}

function InboxOrder({ order, alone }: { order: Order; alone: boolean }) {
  return (
    <section class="inbox-order">
      <header>
        <h3>
          {order.placed_by
            ? t("inbox.by", { name: order.placed_by, time: clock(order.created_at) })
            : clock(order.created_at)}
        </h3>
        {!alone && (
          <Button busy={isDoing(confirming(order.id))} onClick={() => void confirmOrder(order.id)}>
            {t("confirm.one")}
          </Button>
        )}
      </header>
      <OrderLines lines={order.lines} />
      {order.note && <p class="order-note">{t("note.said", { note: order.note })}</p>}
      <FaultNote fault={faultOf(confirming(order.id))} />
    </section>
  );
}

/** Dishes with their options, as they are read out. */
export function OrderLines({ lines }: { lines: readonly OrderLine[] }) {
  return (
    <ul>
      {lines.filter(isAlive).map((line) => (
        <TicketRow
          key={line.id}
          quantity={line.quantity}
          name={line.name}
          detail={[optionWords(line.options), line.note && t("note.said", { note: line.note })]
            .filter(Boolean)
            .join("\n")}
        />
      ))}
    </ul>
  );
}
