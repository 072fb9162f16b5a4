import Utensils from "lucide/dist/esm/icons/utensils.mjs";
import type { Order, SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { Failure, FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Skeleton } from "../ui/Skeleton";
import { isOrder, sessionOf } from "./bodies";
import { byAge, roundNumber } from "./inbox";
import { KeptTicket } from "./KeptTicket";
import { RoundTicket } from "./RoundTicket";
import { kept } from "./sending";
import { confirming, confirmTogether } from "./verbs";
import { rounds } from "./visit";

/** What this table has ordered, newest first, so that what waits is on top. */
export function Rounds({ session }: { session: SessionItem }) {
  const all = rounds.value.value;
  const unsent = kept.value.filter((job) => isOrder(job) && sessionOf(job) === session.id);
  if (!all && rounds.fault.value) return <Failure fault={rounds.fault.value} onRetry={() => void rounds.load()} />;
  if (!all)
    return (
      <div class="check-rounds">
        <Skeleton rows={3} label={t("loading")} />
      </div>
    );
  const waiting = all.filter(({ status }) => status === "OPEN");
  const newest = [...all].sort(byAge).reverse();
  return (
    <div class="check-rounds">
      {all.length === 0 && unsent.length === 0 && <Empty drawing={Utensils}>{t("table.empty")}</Empty>}
      {waiting.length > 1 && <ConfirmAll sessionId={session.id} waiting={waiting} />}
      {unsent.map((job) => (
        <KeptTicket key={job.key} job={job} />
      ))}
      {newest.map((order) => (
        <RoundTicket key={order.id} order={order} number={roundNumber(all, order)} />
      ))}
    </div>
  );
}

/** All that waits here, as one kitchen ticket. */
function ConfirmAll({ sessionId, waiting }: { sessionId: string; waiting: readonly Order[] }) {
  const busy = isDoing(confirming(sessionId));
  return (
    <>
      <FaultNote fault={faultOf(confirming(sessionId))} />
      <Button kind="main" wide busy={busy} onClick={() => void confirmTogether(sessionId, waiting)}>
        {busy ? t("confirm.going") : t("confirm.all")}
      </Button>
    </>
  );
}
