import Clock from "lucide/dist/esm/icons/clock.mjs";
import type { ComponentChildren } from "preact";
import type { Order, SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { AllergyNote } from "./AllergyNote";
import { nextStep } from "./board";
import { ConfirmFault } from "./ConfirmFault";
import { dishName } from "./dishes";
import { isFlagged } from "./flagged";
import { minutesSince, pressingSince } from "./floor";
import { HeldWords } from "./HeldWays";
import { currency, limits, now } from "./house";
import { isAlive, optionWords } from "./inbox";
import { PlacedBy } from "./PlacedBy";
import { tablePath } from "./route";
import { show } from "./sheets";
import { confirming, confirmOrder, moveOrder, moving } from "./verbs";
import { Wait } from "./Wait";
import { age, lineSign, orderPlace, placeName } from "./words";

type CardProps = {
  sessionId: string;
  label: string | null;
  name: string;
  told: ComponentChildren;
  late?: boolean;
  children: ComponentChildren;
};

/** Table, wait, dishes: in this order, at every density. */
function Card({ sessionId, label, name, told, late, children }: CardProps) {
  return (
    <article class={late ? "board-card late" : "board-card"}>
      <a class="board-place" href={tablePath(sessionId)}>
        {label === null ? (
          <b class="board-name">{name}</b>
        ) : (
          <b class="board-number figures">
            <span class="unseen">{t("table.word")} </span>
            {label}
          </b>
        )}
      </a>
      <div class="board-told">{told}</div>
      {children}
    </article>
  );
}

const Age = ({ since }: { since: string }) => (
  <span class="board-age">
    <Icon of={Clock} size={18} />
    {age(minutesSince(since, now.value))}
  </span>
);

function Dishes({ order, open }: { order: Order; open?: boolean }) {
  const lines = order.lines.filter((line) => isAlive(line) && !(open && line.status === "SERVED"));
  return (
    <ul class="board-dishes">
      {lines.map((line) => (
        <li key={line.id} class={line.status === "READY" ? "ready" : undefined}>
          <b class="figures">{line.quantity}</b>
          <span>
            <bdi>{dishName(line)}</bdi>
            {line.options.length > 0 && (
              <small>
                <bdi>{optionWords(line.options)}</bdi>
              </small>
            )}
            {line.note && <small>{t("note.said", { note: line.note })}</small>}
            {isFlagged(line) && <small class="board-flagged">{t("flagged.short")}</small>}
          </span>
          {line.status === "READY" && (
            <span class="board-ready">
              <Icon of={lineSign("READY").icon} size={18} />
              {t("line.READY")}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Said once on the card, where no density cuts it off. */
const allergiesOf = (order: Order): string[] => [
  ...new Set(order.lines.filter(isAlive).flatMap(({ allergies }) => allergies)),
];

const placeOf = (order: Order) => ({
  sessionId: order.qr_session_id,
  label: order.table_label,
  name: orderPlace(order),
});

export function NewCard({ order }: { order: Order }) {
  const busy = isDoing(confirming(order.id));
  return (
    <Card
      {...placeOf(order)}
      late={pressingSince(order.created_at, limits.value.new, now.value) === "late"}
      told={<Wait since={order.created_at} what="new" />}
    >
      <By order={order} />
      <Dishes order={order} />
      <AllergyNote allergies={allergiesOf(order)} />
      <HeldWords orders={[order]} />
      <ConfirmFault name={confirming(order.id)} orders={[order]} />
      <Button kind="main" busy={busy} onClick={() => void confirmOrder(order.id)}>
        {busy ? t("confirm.going") : t("confirm.one")}
      </Button>
    </Card>
  );
}

const By = ({ order }: { order: Order }) => (
  <div class="board-by">
    <PlacedBy order={order} figure={t("board.order", { number: order.number })} />
  </div>
);

export function KitchenCard({ order }: { order: Order }) {
  const name = moving(order.id);
  const ready = nextStep(order) === "SERVED";
  return (
    <Card {...placeOf(order)} told={<Age since={order.confirmed_at ?? order.created_at} />}>
      <By order={order} />
      <Dishes order={order} open />
      <AllergyNote allergies={allergiesOf(order)} />
      <FaultNote fault={faultOf(name)} />
      <Button kind={ready ? "main" : "plain"} busy={isDoing(name)} onClick={() => void moveOrder(order, "SERVED")}>
        {t("move.served")}
      </Button>
    </Card>
  );
}

export function UnpaidCard({ session }: { session: SessionItem }) {
  const coming = session.cooking + session.ready;
  const served = coming > 0 ? t("board.coming", { n: coming }) : t("board.all_served");
  const state = session.waiting > 0 ? t("board.waiting", { n: session.waiting }) : served;
  return (
    <Card
      sessionId={session.id}
      label={session.table_label}
      name={placeName(session)}
      told={
        <>
          <b class="board-due figures">{money(session.outstanding, currency.value)}</b>
          <small>
            <span>{age(minutesSince(session.opened_at, now.value))} ·</span> <span>{state}</span>
          </small>
        </>
      }
    >
      <Button kind="money" onClick={() => show({ kind: "pay", sessionId: session.id })}>
        {t("pay.title")}
      </Button>
    </Card>
  );
}
