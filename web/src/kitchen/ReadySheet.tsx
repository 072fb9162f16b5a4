import ConciergeBell from "lucide/dist/esm/icons/concierge-bell.mjs";
import Undo from "lucide/dist/esm/icons/undo-2.mjs";
import { clock, isolate, t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { dishName } from "./dishes";
import { now, ready } from "./kitchen";
import { closeSheet } from "./sheets";
import { readyAt, recallMoves } from "./tickets";
import { moveLines, moving } from "./verbs";
import type { KitchenTicket } from "./wire";
import { placeWords } from "./words";
import "./lists.css";

/** What waits to be carried out; what was finished a moment ago can come back to the rail. */
export function ReadySheet() {
  const tickets = [...ready.value].sort((one, other) => readyAt(other).localeCompare(readyAt(one)));
  return (
    <Sheet title={t("ready.title")} closeWord={t("close")} onClose={closeSheet} wide>
      {tickets.length === 0 && <Empty drawing={ConciergeBell}>{t("ready.empty")}</Empty>}
      <ul class="rows">
        {tickets.map((ticket) => (
          <ReadyRow key={ticket.ticket_id} ticket={ticket} />
        ))}
      </ul>
    </Sheet>
  );
}

function ReadyRow({ ticket }: { ticket: KitchenTicket }) {
  const name = moving(ticket.ticket_id);
  const moves = recallMoves(ticket, now.value);
  return (
    <li class="row">
      <div>
        <h3>{t("ready.since", { place: placeWords(ticket), time: clock(readyAt(ticket)) })}</h3>
        <p>
          {ticket.lines
            .map((line) => isolate(t("line.titled", { n: line.quantity, name: dishName(line) })))
            .join(" · ")}
        </p>
        <FaultNote fault={faultOf(name)} />
      </div>
      {moves.length > 0 && (
        <Button class="key" busy={isDoing(name)} onClick={() => void moveLines(name, moves)}>
          <Icon of={Undo} />
          {t("ready.recall")}
        </Button>
      )}
    </li>
  );
}
