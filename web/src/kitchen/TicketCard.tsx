import Check from "lucide/dist/esm/icons/check.mjs";
import CookingPot from "lucide/dist/esm/icons/cooking-pot.mjs";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { fresh } from "./block";
import { now } from "./kitchen";
import { LineRow } from "./LineRow";
import { Paper } from "./Paper";
import { isCrowded } from "./room";
import { TicketHead, TicketPlace } from "./TicketHead";
import { ageOf, isDone, ticketMoves } from "./tickets";
import { moveTicket, moving } from "./verbs";
import type { KitchenTicket } from "./wire";
import { placeWords } from "./words";

/** One ticket: where it goes, how long it waits, its items, and one tap for all of it; of one item, where it is tight, that is the item itself. */
export function TicketCard({ ticket }: { ticket: KitchenTicket }) {
  const name = moving(ticket.ticket_id);
  const age = ageOf(ticket, now.value);
  const done = isDone(ticket);
  const alone = isCrowded.value && ticket.lines.length === 1;
  const classes = ["paper", age.word, done && "done", fresh.value.has(ticket.ticket_id) && "fresh"];
  return (
    <Paper
      class={classes.filter(Boolean).join(" ")}
      label={placeWords(ticket)}
      head={<TicketHead ticket={ticket} age={age} />}
      place={<TicketPlace ticket={ticket} />}
      notes={ticket.notes.map((note) => (
        <p key={note} class="paper-note">
          {t("note.said", { note })}
        </p>
      ))}
      rows={ticket.lines.map((line) => <LineRow key={line.id} ticket={ticket} line={line} />)}
      foot={
        <>
          <FaultNote fault={faultOf(name)} />
          {!alone && (done ? <Done /> : <TicketKey ticket={ticket} busy={isDoing(name)} />)}
        </>
      }
    />
  );
}

/** As tall as the key was: what hangs below stays where it is. */
function Done() {
  return (
    <p class="paper-done">
      <Icon of={Check} size={28} />
      {t("line.is_ready")}
    </p>
  );
}

/** Start all of it, or all of it is ready. */
function TicketKey({ ticket, busy }: { ticket: KitchenTicket; busy: boolean }) {
  const ready = ticketMoves(ticket)[0]?.status === "READY";
  const alone = ticket.lines.length === 1;
  const words = ready ? (alone ? "ticket.ready_one" : "ticket.ready") : alone ? "ticket.start_one" : "ticket.start";
  return (
    <Button
      kind={ready ? "main" : "plain"}
      wide
      class="key"
      busy={busy}
      onClick={() => moveTicket(ticket, placeWords(ticket))}
    >
      <Icon of={ready ? Check : CookingPot} size={28} />
      {t(words)}
    </Button>
  );
}
