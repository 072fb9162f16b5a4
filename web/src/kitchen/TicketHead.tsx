import Ban from "lucide/dist/esm/icons/ban.mjs";
import Hourglass from "lucide/dist/esm/icons/hourglass.mjs";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import ShoppingBag from "lucide/dist/esm/icons/shopping-bag.mjs";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import UserRound from "lucide/dist/esm/icons/user-round.mjs";
import { givenName } from "../lib/given";
import { t } from "../lib/i18n";
import { listed } from "../lib/lists";
import { Icon } from "../ui/Icon";
import { show } from "./sheets";
import { type Age, mayFail } from "./tickets";
import type { KitchenTicket } from "./wire";
import { placeOf, placeWords } from "./words";

const AGE_ICONS = { calm: null, soon: Hourglass, late: TriangleAlert } as const;

/** "Table 7 #12". */
export function TicketPlace({ ticket }: { ticket: KitchenTicket }) {
  return (
    <h2>
      {ticket.table_label !== null && <small>{t("place.word")}</small>}
      <span class="figures">{placeOf(ticket)}</span>
      <small class="paper-number">{ticket.numbers.map((number) => t("ticket.number", { number })).join(" ")}</small>
    </h2>
  );
}

/** The table in large figures, the minutes beside it: colour, icon and word say when they are too many. */
export function TicketHead({ ticket, age }: { ticket: KitchenTicket; age: Age }) {
  const icon = AGE_ICONS[age.word];
  return (
    <header class="paper-head">
      <button
        type="button"
        class="paper-cannot"
        disabled={!ticket.lines.some(mayFail)}
        aria-label={t("cannot.key", { place: placeWords(ticket) })}
        onClick={() => show({ kind: "cannot", ticketId: ticket.ticket_id })}
      >
        <Icon of={Ban} />
        {t("line.cannot")}
      </button>
      <div class="paper-place">
        <TicketPlace ticket={ticket} />
        <p class="paper-age">
          <b class="figures">{t("age.minutes", { n: age.minutes })}</b>
          {icon && (
            <span>
              <Icon of={icon} size={20} />
              {t(`age.${age.word as "soon" | "late"}`)}
            </span>
          )}
        </p>
      </div>
      <p class="paper-facts">
        {ticket.guests.length > 0 && (
          <span>
            <Icon of={UserRound} size={20} />
            {t("guests", { n: ticket.guests.length, names: listed(ticket.guests.map(givenName)) })}
          </span>
        )}
        {ticket.service === "takeaway" && (
          <strong>
            <Icon of={ShoppingBag} size={20} />
            {t("service.takeaway")}
          </strong>
        )}
        {ticket.addition && (
          <strong>
            <Icon of={Plus} size={20} />
            {t("ticket.addition")}
          </strong>
        )}
      </p>
    </header>
  );
}
