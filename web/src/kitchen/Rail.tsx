import type { IconNode } from "lucide";
import ArrowLeft from "lucide/dist/esm/icons/arrow-left.mjs";
import ArrowRight from "lucide/dist/esm/icons/arrow-right.mjs";
import ChefHat from "lucide/dist/esm/icons/chef-hat.mjs";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Skeleton } from "../ui/Skeleton";
import { AllDayList } from "./AllDayList";
import { CancelTicket } from "./CancelTicket";
import { board, now, onRail, ready } from "./kitchen";
import { columnHeight, hidden, isCrowded, isTight, measured, railWidth, turnRail, watchRail } from "./room";
import { allDayShown } from "./sheets";
import { TicketCard } from "./TicketCard";
import { ageOf, type CancelledOrder, cancelledOrders } from "./tickets";
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
  const items = [...cancelled, ...onRail.value].map(({ lines }) => lines.length);
  const [width, height] = [railWidth.value, columnHeight.value];
  useLayoutEffect(() => {
    isCrowded.value = height !== Number.POSITIVE_INFINITY && isTight(items, width, height);
  });
  const crowded = isCrowded.value;
  useLayoutEffect(() => {
    measured.value++; // its letters have another size
  }, [crowded]);
  const { before, after } = hidden.value;
  const first = onRail.value[Math.max(0, items.length - after - cancelled.length)];
  const turn = (by: 1 | -1) => rail.current && turnRail(rail.current, by);
  return (
    <>
      {before > 0 && <TurnKey icon={ArrowLeft} words={t("rail.before", { n: before })} onClick={() => turn(-1)} />}
      <ol ref={rail} class={crowded ? "papers crowded" : "papers"} aria-label={t("rail.tickets")}>
        {cancelled.map((order) => (
          <CancelTicket key={order.order_id} order={order} />
        ))}
        {onRail.value.map((ticket) => (
          <TicketCard key={ticket.ticket_id} ticket={ticket} />
        ))}
      </ol>
      {after > 0 && (
        <TurnKey icon={ArrowRight} words={t("rail.after", { n: after })} onClick={() => turn(1)}>
          {first && t("age.minutes", { n: ageOf(first, now.value).minutes })}
        </TurnKey>
      )}
    </>
  );
}

type TurnKeyProps = { icon: IconNode; words: string; onClick: () => void; children?: ComponentChildren };

/** How many papers hang out of sight, and how long the oldest of them waits. */
function TurnKey({ icon, words, onClick, children }: TurnKeyProps) {
  return (
    <button type="button" class="turn-key" onClick={onClick}>
      <span>{words}</span>
      <Icon of={icon} size={28} turns />
      {children && <b class="figures">{children}</b>}
    </button>
  );
}

function Nothing() {
  const waiting = ready.value.length;
  return <Empty drawing={ChefHat}>{waiting > 0 ? t("rail.empty_ready", { n: waiting }) : t("rail.empty")}</Empty>;
}
