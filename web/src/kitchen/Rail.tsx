import ChefHat from "lucide/dist/esm/icons/chef-hat.mjs";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
import { Empty } from "../ui/Empty";
import { Skeleton } from "../ui/Skeleton";
import { AllDayList } from "./AllDayList";
import { CancelTicket } from "./CancelTicket";
import { board, onRail, ready } from "./kitchen";
import { watchRail } from "./room";
import { allDayShown } from "./sheets";
import { TicketCard } from "./TicketCard";
import { type CancelledOrder, cancelledOrders } from "./tickets";
import "./rail.css";

/** The papers: what was cancelled first, then what is to be made, the oldest before the newer. */
export function Rail() {
  return (
    <main class="rail-room">
      <h1 class="unseen">{t("kitchen.name")}</h1>
      <Papers />
      {allDayShown.value && <AllDayList />}
    </main>
  );
}

function Papers() {
  const shown = board.value.value;
  const fault = board.fault.value;
  if (!shown && fault) return <Failure fault={fault} onRetry={() => void board.load()} />;
  if (!shown) return <Skeleton rows={4} label={t("loading")} />;
  const cancelled = cancelledOrders(shown.cancelled);
  if (onRail.value.length === 0 && cancelled.length === 0) return <Nothing />;
  return <Hung cancelled={cancelled} />;
}

function Hung({ cancelled }: { cancelled: readonly CancelledOrder[] }) {
  const rail = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => (rail.current ? watchRail(rail.current) : undefined), []);
  return (
    <ol ref={rail} class="papers" aria-label={t("rail.tickets")}>
      {cancelled.map((order) => (
        <CancelTicket key={order.order_id} order={order} />
      ))}
      {onRail.value.map((ticket) => (
        <TicketCard key={ticket.ticket_id} ticket={ticket} />
      ))}
    </ol>
  );
}

function Nothing() {
  const waiting = ready.value.length;
  return <Empty drawing={ChefHat}>{waiting > 0 ? t("rail.empty_ready", { n: waiting }) : t("rail.empty")}</Empty>;
}
