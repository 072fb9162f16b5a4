import CircleAlert from "lucide/dist/esm/icons/circle-alert.mjs";
import Send from "lucide/dist/esm/icons/send-horizontal.mjs";
import { type CartLine, cartTotal, countItems } from "../lib/cart";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { type Trouble, troubleOf } from "./changes";
import { DraftLine } from "./DraftLine";
import { dishName } from "./dishes";
import { draftOf, lastTouched } from "./drafts";
import { products } from "./house";
import { price, quote } from "./price";
import { sendDraft, sending } from "./sending";
import { show } from "./sheets";
import { side } from "./shelf";
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

/** What to do about a line that cannot be sent, by its name. */
function mendWords(line: CartLine, trouble: Trouble): string {
  const name = dishName(line);
  if (trouble.because === "gone") return t("send.gone", { name });
  if (trouble.because === "left") return t("send.left", { name, n: trouble.n });
  return t("send.unanswered", { name, group: trouble.group });
}

/** Go where it is mended: to its questions, or to the line itself. */
function mend(sessionId: string, line: CartLine, trouble: Trouble): void {
  const product = products.value.get(line.product_id);
  side.value = "rounds";
  lastTouched.value = null;
  if (trouble.because === "unanswered" && product) show({ kind: "options", sessionId, product, line });
  else lastTouched.value = line.id;
}

/** The one way a draft leaves: how much, for how much; or which line is in its way, and what to do about it. */
export function SendButton({ sessionId }: { sessionId: string }) {
  const lines = draftOf(sessionId);
  const busy = isDoing(sending(sessionId));
  const known = quote.value;
  const told = lines.map((line) => ({ line, trouble: troubleOf(line, lines, products.value) }));
  const first = told.find((one) => one.trouble);
  if (first?.trouble) {
    const { line, trouble } = first;
    return (
      <Button class="draft-send marked" big wide onClick={() => mend(sessionId, line, trouble)}>
        <Icon of={CircleAlert} />
        <span>{mendWords(line, trouble)}</span>
      </Button>
    );
  }
  return (
    <Button class="draft-send" kind="main" big wide busy={busy} onClick={() => void sendDraft(sessionId)}>
      <Icon of={Send} turns />
      <span>{busy ? t("send.going") : t("send.items", { n: countItems(lines) })}</span>
      <span class="figures">
        {known
          ? t("with_tax", { amount: money(known.total, known.currency) })
          : price(cartTotal(lines, products.value))}
      </span>
    </Button>
  );
}
