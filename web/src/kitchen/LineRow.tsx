import Check from "lucide/dist/esm/icons/check.mjs";
import CookingPot from "lucide/dist/esm/icons/cooking-pot.mjs";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Icon } from "../ui/Icon";
import { AllergyBand } from "./AllergyBand";
import { dishName, distinctionOf } from "./dishes";
import { Flagged } from "./Flagged";
import { houseLanguage } from "./kitchen";
import { nextStep } from "./tickets";
import { moveLine, moving } from "./verbs";
import type { KitchenTicket, Line } from "./wire";
import { choiceWords } from "./words";
import "./line.css";

type LineProps = { ticket: KitchenTicket; line: Line };

const STEP_WORDS = { PREPARING: "line.start", READY: "line.ready" } as const;

/** One item is one key: a tap starts it, the next one makes it ready. */
export function LineRow({ ticket, line }: LineProps) {
  const name = `line ${line.id}`;
  return (
    <li class={`line ${line.status.toLowerCase()}`}>
      {line.allergies.length > 0 && <AllergyBand line={line} />}
      <LineKey ticket={ticket} line={line} />
      {line.flagged && <Flagged line={line} />}
      <FaultNote fault={faultOf(name)} />
    </li>
  );
}

function LineKey({ ticket, line }: LineProps) {
  const step = nextStep(line);
  const distinction = distinctionOf(line.product_id);
  const spoken = [
    t("line.titled", { n: line.quantity, name: dishName(line) }),
    ...line.options.map(choiceWords),
    line.note,
  ];
  const action = step ? t(STEP_WORDS[step as "PREPARING" | "READY"]) : t("line.is_ready");
  return (
    <button
      type="button"
      class="line-key"
      disabled={!step || isDoing(moving(ticket.ticket_id))}
      aria-label={[...spoken, action].filter(Boolean).join(", ")}
      onClick={() => step && void moveLine(ticket, line, step)}
    >
      <b class="line-quantity figures">{line.quantity}</b>
      <span class="line-words" lang={houseLanguage.value}>
        <span class="line-name">
          <bdi>{line.name}</bdi>
          {distinction && <bdi class="line-which">{distinction}</bdi>}
        </span>
        {line.options.map((option) => (
          <span key={option.name} class={`line-option ${option.kind}`}>
            {choiceWords(option)}
          </span>
        ))}
        {line.note && <span class="line-note">{t("note.said", { note: line.note })}</span>}
      </span>
      <LineState status={line.status} />
    </button>
  );
}

/** Its row is there from the start: no tap moves a paper. */
function LineState({ status }: Pick<Line, "status">) {
  if (status === "FIRED") return <span class="line-state" />;
  return (
    <span class="line-state">
      <Icon of={status === "READY" ? Check : CookingPot} size={20} />
      {t(status === "READY" ? "line.is_ready" : "line.is_cooking")}
    </span>
  );
}
