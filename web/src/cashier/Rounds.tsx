import Utensils from "lucide/dist/esm/icons/utensils.mjs";
import type { Order, SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { byAge, roundNumbers } from "../lib/rounds";
import { isDoing } from "../staff/doing";
import { Failure } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Skeleton } from "../ui/Skeleton";
import { isOrder, sessionOf } from "./bodies";
import { ConfirmFault } from "./ConfirmFault";
import { HeldWays } from "./HeldWays";
import { KeptTicket } from "./KeptTicket";
import { RoundTicket } from "./RoundTicket";
import { SomeOf } from "./SomeOf";
import { kept } from "./sending";
import { confirming, confirmTogether } from "./verbs";
import { rounds } from "./visit";

/** A long evening has fewer rounds. */
const AT_ONCE = 20;

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
  const numbers = roundNumbers(all);
  return (
    <div class="check-rounds">
      {all.length === 0 && unsent.length === 0 && <Empty drawing={Utensils}>{t("table.empty")}</Empty>}
      {waiting.length > 1 && <ConfirmAll sessionId={session.id} waiting={waiting} />}
      <HeldWays sessionId={session.id} orders={waiting} />
      {unsent.map((job) => (
        <KeptTicket key={job.key} job={job} />
      ))}
      <SomeOf items={newest} first={AT_ONCE}>
        {(order) => <RoundTicket key={order.id} order={order} number={numbers.get(order.id) ?? 0} />}
      </SomeOf>
    </div>
  );
}

/** All that waits here, as one kitchen ticket. */
function ConfirmAll({ sessionId, waiting }: { sessionId: string; waiting: readonly Order[] }) {
  const busy = isDoing(confirming(sessionId));
  return (
    <>
      <ConfirmFault name={confirming(sessionId)} orders={waiting} />
      <Button kind="main" wide busy={busy} onClick={() => void confirmTogether(sessionId, waiting)}>
        {busy ? t("confirm.going") : t("confirm.all")}
      </Button>
    </>
  );
}
