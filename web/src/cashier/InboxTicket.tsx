import X from "lucide/dist/esm/icons/x.mjs";
import type { Order, OrderLine } from "../api/types";
import { clock, t } from "../lib/i18n";
import { isDoing } from "../staff/doing";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Ticket, TicketRow } from "../ui/Ticket";
import { AllergyNote } from "./AllergyNote";
import { ConfirmFault } from "./ConfirmFault";
import { dishName } from "./dishes";
import { HeldWays, HeldWords } from "./HeldWays";
import { firstFew, type InboxCard, isAlive, optionWords } from "./inbox";
import { PlacedBy } from "./PlacedBy";
import { tablePath } from "./route";
import { show } from "./sheets";
import { confirming, confirmOrder, confirmTogether } from "./verbs";
import { Wait } from "./Wait";
import { orderPlace } from "./words";

/** A table that has sent more is read at the table itself. */
const FEW_ORDERS = 3;
const FEW_ITEMS = 12;

/** One table's waiting orders: read them, confirm them. */
export function InboxTicket({ card }: { card: InboxCard }) {
  const [first, ...more] = card.orders;
  if (!first) return null;
  const { shown, hidden } = firstFew(card.orders, FEW_ORDERS);
  const busy = isDoing(confirming(card.sessionId)) || card.orders.some(({ id }) => isDoing(confirming(id)));
  return (
    <Ticket head={<InboxHead card={card} first={first} />}>
      <HeldWords orders={card.orders} />
      {shown.map((order) => (
        <InboxOrder key={order.id} order={order} alone={more.length === 0} />
      ))}
      {hidden > 0 && (
        <a class="inbox-more" href={tablePath(card.sessionId)}>
          {t("inbox.more", { n: hidden })}
        </a>
      )}
      <ConfirmFault name={confirming(card.sessionId)} orders={card.orders} />
      <Button
        kind="main"
        wide
        busy={busy}
        onClick={() => void (more.length ? confirmTogether(card.sessionId, card.orders) : confirmOrder(first.id))}
      >
        {busy ? t("confirm.going") : more.length ? t("confirm.all") : t("confirm.one")}
      </Button>
      <HeldWays sessionId={card.sessionId} orders={card.orders} />
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
      <Wait since={card.since} what="new" />
    </>
  );
}

function InboxOrder({ order, alone }: { order: Order; alone: boolean }) {
  return (
    <section class="inbox-order">
      <header>
        <h3>
          <PlacedBy order={order} figure={clock(order.created_at)} />
        </h3>
        {!alone && (
          <Button busy={isDoing(confirming(order.id))} onClick={() => void confirmOrder(order.id)}>
            {t("confirm.one")}
          </Button>
        )}
      </header>
      <OrderLines order={order} />
      {order.note && <p class="order-note">{t("note.said", { note: order.note })}</p>}
      <ConfirmFault name={confirming(order.id)} orders={[order]} />
    </section>
  );
}

/** Dishes with their options, as they are read out; beside each the way to turn it down. */
function OrderLines({ order }: { order: Order }) {
  const { shown, hidden } = firstFew(order.lines.filter(isAlive), FEW_ITEMS);
  return (
    <ul>
      {shown.map((line) => (
        <TicketRow
          key={line.id}
          quantity={line.quantity}
          name={
            <button type="button" class="inbox-line" onClick={() => show({ kind: "line", order, line })}>
              <bdi>{dishName(line)}</bdi>
            </button>
          }
          detail={told(line)}
        >
          <AllergyNote allergies={line.allergies} />
          <Button
            kind="quiet"
            class="inbox-down"
            aria-label={t("inbox.change_titled", { n: line.quantity, name: dishName(line) })}
            onClick={() => show({ kind: "line", order, line })}
          >
            <Icon of={X} size={18} />
            {t("inbox.change")}
          </Button>
        </TicketRow>
      ))}
      {hidden > 0 && (
        <li>
          <a class="inbox-more" href={tablePath(order.qr_session_id)}>
            {t("inbox.more_items", { n: hidden })}
          </a>
        </li>
      )}
    </ul>
  );
}

const told = (line: OrderLine): string =>
  [optionWords(line.options), line.note && t("note.said", { note: line.note })].filter(Boolean).join("\n");
