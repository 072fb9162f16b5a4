import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import Undo from "lucide/dist/esm/icons/undo-2.mjs";
import type { LineStatus, Order, OrderLine } from "../api/types";
import { clock, t } from "../lib/i18n";
import { money } from "../lib/money";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { State } from "../ui/State";
import { Stamp, Ticket } from "../ui/Ticket";
import { AllergyNote } from "./AllergyNote";
import { mayUndo, nextStep, sameStep } from "./board";
import { ConfirmFault } from "./ConfirmFault";
import { dishName } from "./dishes";
import { FlaggedWays } from "./FlaggedWays";
import { isFlagged } from "./flagged";
import { HeldWords } from "./HeldWays";
import { now } from "./house";
import { isAlive, optionWords } from "./inbox";
import { PlacedBy } from "./PlacedBy";
import { lastSent } from "./sending";
import { show } from "./sheets";
import { confirming, confirmOrder, moveOrder, moving, stepBack } from "./verbs";
import { Wait } from "./Wait";
import { lineSign } from "./words";
import "./round.css";

type RoundProps = { order: Order; number: number };

/** One round on paper: its stamp, its dishes, how far each of them is. */
export function RoundTicket({ order, number }: RoundProps) {
  const waiting = order.status === "OPEN";
  const together = sameStep(order);
  const classes = ["round", waiting && "waiting", lastSent.value === order.id && "sent"].filter(Boolean).join(" ");
  return (
    <div class={classes}>
      <Ticket head={<RoundHead order={order} number={number} step={together} />}>
        <ul>
          {order.lines.map((line) => (
            <RoundLine key={line.id} order={order} line={line} told={together === null} />
          ))}
        </ul>
        {order.note && <p class="order-note">{t("note.said", { note: order.note })}</p>}
        <HeldWords orders={[order]} />
        {waiting ? <WaitingWays order={order} /> : <NextWay order={order} />}
      </Ticket>
    </div>
  );
}

function RoundHead({ order, number, step }: RoundProps & { step: LineStatus | null }) {
  return (
    <>
      <div>
        <h2>
          <PlacedBy order={order} figure={clock(order.created_at)} />
        </h2>
        <p class="quiet-words">{t("round.order", { number: order.number })}</p>
        {order.status === "OPEN" && <Wait since={order.created_at} what="new" />}
        {step && order.status !== "OPEN" && <State {...lineSign(step)} />}
        {order.status === "CANCELLED" && (
          <State tone="late" word={t("round.cancelled", { reason: order.cancelled_because ?? "" })} />
        )}
      </div>
      {order.status !== "CANCELLED" && <Stamp word={t("round.word")} figure={number} />}
    </>
  );
}

/** A dish is a key: tap it to serve, refuse or cancel it. */
function RoundLine({ order, line, told: apart }: { order: Order; line: OrderLine; told: boolean }) {
  const gone = !isAlive(line) || order.status === "CANCELLED";
  const flagged = isFlagged(line);
  const { tone, icon, word } = lineSign(line.status);
  const shown = order.status !== "CANCELLED" && (line.status === "VOIDED" || (apart && order.status !== "OPEN"));
  const told = [optionWords(line.options), line.note && t("note.said", { note: line.note })].filter(Boolean);
  return (
    <li class={gone ? "ticket-row struck" : "ticket-row"}>
      <button type="button" class="round-line" disabled={gone} onClick={() => show({ kind: "line", order, line })}>
        <span class="ticket-line">
          <b class="ticket-quantity">{line.quantity}</b>
          <bdi class="ticket-name">{dishName(line)}</bdi>
          <span class="leader" aria-hidden="true" />
          <span class="ticket-amount">{money(line.line_total, order.currency)}</span>
        </span>
        {told.length > 0 && <span class="ticket-detail">{told.join("\n")}</span>}
        {shown && (
          <span class={`round-state ${tone}`}>
            <Icon of={icon} size={18} />
            {line.void_reason ? t("line.voided_because", { reason: line.void_reason }) : word}
          </span>
        )}
        <AllergyNote allergies={line.allergies} />
        {flagged && (
          <span class="round-state late">
            <Icon of={TriangleAlert} size={18} />
            {t("flagged.short")}
          </span>
        )}
      </button>
      {flagged && <FlaggedWays order={order} line={line} />}
    </li>
  );
}

function WaitingWays({ order }: { order: Order }) {
  const busy = isDoing(confirming(order.id));
  return (
    <div class="round-ways">
      <ConfirmFault name={confirming(order.id)} orders={[order]} />
      <Button kind="main" busy={busy} onClick={() => void confirmOrder(order.id)}>
        {busy ? t("confirm.going") : t("confirm.one")}
      </Button>
      <Button onClick={() => show({ kind: "cancel", order })}>{t("cancel.order")}</Button>
    </div>
  );
}

/** The whole round one step on: ready, or straight to the table; and back, when it was served by mistake. */
function NextWay({ order }: { order: Order }) {
  const step = order.status === "CANCELLED" ? null : nextStep(order);
  const undo = mayUndo(order, now.value);
  if (!step && !undo) return null;
  const name = moving(order.id);
  return (
    <div class="round-ways">
      <FaultNote fault={faultOf(name)} />
      {undo && (
        <Button busy={isDoing(name)} onClick={() => void stepBack(order)}>
          <Icon of={Undo} size={20} />
          {t("move.not_served")}
        </Button>
      )}
      {step &&
        (step === "READY" ? (["READY", "SERVED"] as const) : (["SERVED"] as const)).map((status) => (
          <Button key={status} busy={isDoing(name)} onClick={() => void moveOrder(order, status)}>
            <Icon of={lineSign(status).icon} size={20} />
            {t(status === "READY" ? "move.ready" : "move.served")}
          </Button>
        ))}
    </div>
  );
}
