import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { Button } from "../ui/Button";
import { stated } from "./care";
import { cart } from "./cart";
import { canSend, mustLook, sendTotal, totalBefore } from "./keeping";
import { currency, price } from "./menu";
import { quote } from "./quote";
import { ordersClosed, send, sending } from "./sending";
import { cartOpen, go } from "./view";
import { visit } from "./visit";

/** The one way to send: it asks again where a price moved, and after one moved under the thumb it wants a look first. */
export function SendFoot({ onLook }: { onLook: () => void }) {
  const closed = ordersClosed.value;
  const [was, now] = [totalBefore.value, sendTotal.value];
  const press = async () => {
    if (mustLook.value) {
      mustLook.value = false;
      return onLook();
    }
    if (!(await send())) return onLook();
    cartOpen.value = false;
    go("rounds");
  };
  const nothing = cart.value.length > 0 && !canSend();
  const word = nothing ? "send.nothing" : mustLook.value ? "cart.look" : was === now ? "send" : "send.anyway";
  return (
    <div class="send">
      <Button
        kind="main"
        big
        wide
        busy={sending.value}
        disabled={!canSend() || closed !== null}
        aria-describedby="send-words"
        onClick={press}
      >
        {sending.value ? t("send.sending") : t(word)}
        {canSend() && <span>{quote.value ? money(quote.value.total, currency.value) : price(now)}</span>}
      </Button>
      <p id="send-words" class="small" role="status">
        {was !== now && canSend() && <b>{t("send.was", { was: price(was) })} </b>}
        {closed ?? (canSend() && explain())}
      </p>
    </div>
  );
}

/** What becomes of the order once it is sent. */
function explain(): string {
  const seconds = visit.value?.ordering.confirms_after ?? null;
  if (stated.value.length) return t("send.explain_allergy");
  return seconds === null ? t("send.explain") : t("send.explain_itself", { n: seconds });
}
