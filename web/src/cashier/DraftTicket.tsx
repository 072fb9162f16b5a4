import CircleAlert from "lucide/dist/esm/icons/circle-alert.mjs";
import Minus from "lucide/dist/esm/icons/minus.mjs";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import Send from "lucide/dist/esm/icons/send-horizontal.mjs";
import { type CartLine, cartTotal, countItems } from "../lib/cart";
import { pickedNames } from "../lib/choosing";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { changeDraftQuantity, draftOf, lineFaults } from "./drafts";
import { currency, products } from "./house";
import { sendDraft, sending } from "./sending";
import { show } from "./sheets";
import "./draft.css";

/** The round being tapped together; Send makes it an order. */
export function DraftTicket({ sessionId }: { sessionId: string }) {
  const lines = draftOf(sessionId);
  if (lines.length === 0) return null;
  const busy = isDoing(sending(sessionId));
  return (
    <section class="draft" aria-label={t("draft.title")}>
      <ul class="draft-lines">
        {lines.map((line) => (
          <DraftLine key={line.id} sessionId={sessionId} line={line} busy={busy} />
        ))}
      </ul>
      <FaultNote fault={faultOf(sending(sessionId))} />
      <SendButton sessionId={sessionId} />
    </section>
  );
}

/** The one way a draft leaves: how much, for how much. */
export function SendButton({ sessionId }: { sessionId: string }) {
  const lines = draftOf(sessionId);
  const busy = isDoing(sending(sessionId));
  return (
    <Button class="draft-send" kind="main" big wide busy={busy} onClick={() => void sendDraft(sessionId)}>
      <Icon of={Send} turns />
      <span>{busy ? t("send.going") : t("send.items", { n: countItems(lines) })}</span>
      <span class="figures">{money(cartTotal(lines, products.value), currency.value)}</span>
    </Button>
  );
}

function DraftLine({ sessionId, line, busy }: { sessionId: string; line: CartLine; busy: boolean }) {
  const product = products.value.get(line.product_id);
  const gone = !product?.available;
  const fault = lineFaults.value[line.id] ?? (gone ? t("draft.gone") : null);
  const told = [product && pickedNames(product, line.picks), line.note && t("note.said", { note: line.note })];
  const change = (quantity: number) => changeDraftQuantity(sessionId, line.id, quantity);
  return (
    <li>
      <button
        type="button"
        class="draft-line"
        disabled={!product}
        onClick={() => product && show({ kind: "options", sessionId, product, line })}
      >
        <span class="ticket-line">
          <b class="ticket-quantity">{line.quantity}</b>
          <bdi class="ticket-name">{line.name}</bdi>
          <span class="leader" aria-hidden="true" />
          <span class="ticket-amount">{money(line.unit * line.quantity, currency.value)}</span>
        </span>
        {told.some(Boolean) && <span class="ticket-detail">{told.filter(Boolean).join("\n")}</span>}
        {fault && (
          <span class="draft-fault">
            <Icon of={CircleAlert} size={18} />
            {fault}
          </span>
        )}
      </button>
      <Button
        kind="quiet"
        aria-label={t("draft.fewer", { name: line.name })}
        disabled={busy}
        onClick={() => change(line.quantity - 1)}
      >
        <Icon of={Minus} />
      </Button>
      <Button
        kind="quiet"
        aria-label={t("draft.more", { name: line.name })}
        disabled={busy || gone}
        onClick={() => change(line.quantity + 1)}
      >
        <Icon of={Plus} />
      </Button>
    </li>
  );
}
