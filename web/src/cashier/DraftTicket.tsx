import Send from "lucide/dist/esm/icons/send-horizontal.mjs";
import { cartTotal, countItems } from "../lib/cart";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { troubleOf } from "./changes";
import { DraftLine } from "./DraftLine";
import { draftOf } from "./drafts";
import { products } from "./house";
import { price, quote } from "./price";
import { sendDraft, sending } from "./sending";
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
  const known = quote.value;
  const marked = lines.filter((line) => troubleOf(line, lines, products.value)).length;
  const word = marked > 0 ? t("send.marked", { n: marked }) : t("send.items", { n: countItems(lines) });
  return (
    <Button
      class="draft-send"
      kind="main"
      big
      wide
      busy={busy}
      disabled={marked > 0}
      onClick={() => void sendDraft(sessionId)}
    >
      <Icon of={Send} turns />
      <span>{busy ? t("send.going") : word}</span>
      <span class="figures">
        {known
          ? t("with_tax", { amount: money(known.total, known.currency) })
          : price(cartTotal(lines, products.value))}
      </span>
    </Button>
  );
}
