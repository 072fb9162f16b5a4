import Ban from "lucide/dist/esm/icons/ban.mjs";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { dishName } from "./dishes";
import { houseLanguage, tickets } from "./kitchen";
import { closeSheet } from "./sheets";
import { mayFail } from "./tickets";
import { cannotMake } from "./verbs";
import { placeWords } from "./words";
import "./lists.css";

/** Which item of a ticket cannot be made: the floor is asked about it. */
export function CannotSheet({ ticketId }: { ticketId: string }) {
  const ticket = tickets.value.find(({ ticket_id }) => ticket_id === ticketId);
  const lines = (ticket?.lines ?? []).filter(mayFail);
  return (
    <Sheet
      title={t("cannot.title", { place: ticket ? placeWords(ticket) : "" })}
      closeWord={t("close")}
      onClose={closeSheet}
    >
      <div class="off-ways">
        {lines.length === 0 && <p class="rows-empty">{t("cannot.nothing")}</p>}
        {lines.map((line) => (
          <div key={line.id} lang={houseLanguage.value}>
            <Button
              wide
              class="key"
              busy={isDoing(`line ${line.id}`)}
              aria-label={t("line.cannot_titled", { name: dishName(line) })}
              onClick={() => {
                closeSheet();
                void cannotMake(line);
              }}
            >
              <Icon of={Ban} />
              <bdi>{t("line.titled", { n: line.quantity, name: dishName(line) })}</bdi>
            </Button>
            <FaultNote fault={faultOf(`line ${line.id}`)} />
          </div>
        ))}
      </div>
    </Sheet>
  );
}
