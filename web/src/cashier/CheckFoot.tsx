import type { SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { sessionOf } from "./bodies";
import { closeOrAsk } from "./closing";
import { draftOf } from "./drafts";
import { currency } from "./house";
import { FLOOR, go } from "./route";
import { kept } from "./sending";
import { show } from "./sheets";

async function close(session: SessionItem): Promise<void> {
  if (await closeOrAsk(session.id)) go(FLOOR);
}

/** Money of the table, always in sight: what is owed, the bill, the way to pay. */
export function CheckFoot({ session }: { session: SessionItem }) {
  const { id, outstanding, total, captured, waiting } = session;
  const closing = `close ${id}`;
  const unsent = draftOf(id).length > 0 || kept.value.some((job) => sessionOf(job) === id);
  const settled = outstanding === 0 && waiting === 0 && !unsent;
  return (
    <footer class="check-foot">
      <FaultNote fault={faultOf(closing)} />
      <p class="check-due">
        <span>{t(captured > 0 ? "due.rest" : "due.title")}</span>
        <b class="figures">{money(outstanding, currency.value)}</b>
      </p>
      {settled && (
        <Button kind={total > 0 ? "main" : "plain"} big busy={isDoing(closing)} onClick={() => void close(session)}>
          {t(total > 0 ? "close.settled" : "close.empty")}
        </Button>
      )}
      {total > 0 && (
        <Button big onClick={() => show({ kind: "bill", sessionId: id })}>
          {t("bill.title")}
        </Button>
      )}
      {outstanding > 0 && (
        <Button kind="money" big onClick={() => show({ kind: "pay", sessionId: id })}>
          {t("pay.title")}
        </Button>
      )}
    </footer>
  );
}
