import Coffee from "lucide/dist/esm/icons/coffee.mjs";
import { t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Skeleton } from "../ui/Skeleton";
import { askedCount, fresh } from "./bell";
import { Calls } from "./Calls";
import { longestAlone, type Spot } from "./floor";
import { orders } from "./house";
import { InboxTicket } from "./InboxTicket";
import { groupInbox, type InboxCard } from "./inbox";
import { NeedsYou } from "./NeedsYou";
import { go, tablePath } from "./route";
import { StillThere } from "./StillThere";
import { TurnedAway } from "./TurnedAway";
import { placeName } from "./words";
import "./inbox.css";

/** What guests have sent and nobody has answered, one ticket per table, the longest wait first. */
export function Inbox({ spots }: { spots: readonly Spot[] }) {
  return (
    <section class="inbox" aria-label={t("inbox.title")}>
      <h2>{t("inbox.title")}</h2>
      <NeedsYou />
      <Calls />
      <TurnedAway />
      <StillThere />
      <Waiting spots={spots} />
    </section>
  );
}

function Waiting({ spots }: { spots: readonly Spot[] }) {
  const known = orders.value.value;
  if (!known && orders.fault.value) return <Failure fault={orders.fault.value} onRetry={() => void orders.load()} />;
  if (!known) return <Skeleton rows={2} label={t("loading")} />;
  const cards = groupInbox(known);
  if (cards.length > 0) return <Cards cards={cards} />;
  const calm = askedCount.value === 0 && spots.every(({ state }) => state !== "forgotten");
  return calm ? <AllDone spots={spots} /> : null;
}

function Cards({ cards }: { cards: readonly InboxCard[] }) {
  return (
    <ul class="inbox-cards">
      {cards.map((card) => (
        <li key={card.sessionId} class={card.orders.some(({ id }) => fresh.value.has(id)) ? "fresh" : undefined}>
          <InboxTicket card={card} />
        </li>
      ))}
    </ul>
  );
}

function AllDone({ spots }: { spots: readonly Spot[] }) {
  const session = longestAlone(spots)?.session;
  const minutes = longestAlone(spots)?.minutes ?? 0;
  if (!session) return <Empty drawing={Coffee}>{t("inbox.empty")}</Empty>;
  const look = (
    <Button onClick={() => go(tablePath(session.id))}>{t("inbox.look", { place: placeName(session) })}</Button>
  );
  return (
    <Empty drawing={Coffee} action={look}>
      {t("inbox.empty_look", { place: placeName(session), n: minutes })}
    </Empty>
  );
}
