import ArrowLeft from "lucide/dist/esm/icons/arrow-left.mjs";
import DoorOpen from "lucide/dist/esm/icons/door-open.mjs";
import QrCode from "lucide/dist/esm/icons/qr-code.mjs";
import Smartphone from "lucide/dist/esm/icons/smartphone.mjs";
import type { SessionItem } from "../api/types";
import { countItems } from "../lib/cart";
import { Refusal } from "../lib/http";
import { clock, t } from "../lib/i18n";
import { faultOf, faultWords } from "../staff/doing";
import { Failure, FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Segmented } from "../ui/Segmented";
import { Skeleton } from "../ui/Skeleton";
import { isInKitchen } from "./board";
import { isOrder, sessionOf } from "./bodies";
import { Calls } from "./Calls";
import { Catalog } from "./Catalog";
import { CheckFoot } from "./CheckFoot";
import { DraftTicket, SendButton } from "./DraftTicket";
import { draftOf } from "./drafts";
import { minutesSince } from "./floor";
import { now, sessions, tables } from "./house";
import { LockState } from "./LockState";
import { Rounds } from "./Rounds";
import { FLOOR, go } from "./route";
import { StillHere } from "./StillThere";
import { StrandedHere } from "./StrandedWays";
import { kept, sending } from "./sending";
import { show } from "./sheets";
import { type Side, side } from "./shelf";
import { loadVisit, rounds, visit, visitFault } from "./visit";
import { age, placeName } from "./words";
import "./table.css";

export function TableScreen() {
  const session = visit.value;
  if (!session && visitFault.value instanceof Refusal) return <NotHere fault={visitFault.value} />;
  if (!session && visitFault.value) return <Failure fault={visitFault.value} onRetry={retry} />;
  if (!session) return <Skeleton rows={5} label={t("loading")} />;
  if (session.status === "CLOSED") return <Closed session={session} />;
  const drafted = countItems(draftOf(session.id));
  return (
    <div class={`screen table-screen ${side.value}-first`}>
      <TableHead session={session} />
      <div class="table-sides">
        <Segmented<Side>
          label={t("table.sides")}
          value={side.value}
          options={[
            { value: "rounds", label: drafted ? t("table.rounds_new", { n: drafted }) : t("table.rounds") },
            { value: "menu", label: t("table.menu") },
          ]}
          onChange={(chosen) => {
            side.value = chosen;
          }}
        />
      </div>
      <section class={drafted && isBlank(session) ? "check only-draft" : "check"} aria-label={t("table.rounds")}>
        <Calls sessionId={session.id} />
        <StillHere session={session} />
        <StrandedHere sessionId={session.id} tableId={session.table_id} />
        {(drafted === 0 || !isBlank(session)) && <Rounds session={session} />}
        <DraftTicket sessionId={session.id} />
        <CheckFoot session={session} />
      </section>
      <Catalog session={session} />
      {drafted > 0 && (
        <div class="table-send">
          <FaultNote fault={faultOf(sending(session.id))} />
          <SendButton sessionId={session.id} />
        </div>
      )}
    </div>
  );
}

/** Nothing was ever ordered here: a draft has the whole column. */
const isBlank = ({ id }: SessionItem): boolean =>
  rounds.value.value?.length === 0 && !kept.value.some((job) => isOrder(job) && sessionOf(job) === id);

function retry(): void {
  void sessions.load();
  void loadVisit();
}

function TableHead({ session }: { session: SessionItem }) {
  const told = [
    session.guests && t("table.guests", { n: session.guests }),
    age(minutesSince(session.opened_at, now.value)),
    session.service === "takeaway" && t("service.takeaway"),
    session.served_by?.name,
  ];
  return (
    <header class="check-head">
      <Button kind="quiet" aria-label={t("table.back")} onClick={() => go(FLOOR)}>
        <Icon of={ArrowLeft} turns />
      </Button>
      <div>
        <h1>
          {session.table_label === null ? (
            placeName(session)
          ) : (
            <>
              {t("table.word")} <span class="figures">{session.table_label}</span>
            </>
          )}
        </h1>
        <p>{told.filter(Boolean).join(" · ")}</p>
        {session.ordering_locked && <LockState />}
      </div>
      <Button class="check-key" onClick={() => show({ kind: "phones", sessionId: session.id })}>
        <Icon of={Smartphone} />
        {t("phones.short")}
      </Button>
      <Button class="check-key" onClick={() => show({ kind: "qr", sessionId: session.id })}>
        <Icon of={QrCode} />
        {t("qr.short")}
      </Button>
    </header>
  );
}

function NotHere({ fault }: { fault: Refusal }) {
  return <Gone>{faultWords(fault)}</Gone>;
}

/** Somebody else has closed it, or this is an old address. What was paid and not served stays in sight. */
function Closed({ session }: { session: SessionItem }) {
  const because = session.closed_because === "settled" ? "table.closed_paid" : "table.closed";
  const told = t(because, { place: placeName(session), time: clock(session.closed_at ?? session.opened_at) });
  const left = (rounds.value.value ?? []).filter(isInKitchen);
  if (left.length === 0)
    return (
      <>
        <Gone>{told}</Gone>
        <StrandedHere sessionId={session.id} tableId={null} />
      </>
    );
  const table = tables.value.value?.find(({ id }) => id === session.table_id);
  return (
    <div class="screen table-gone">
      <header class="check-head">
        <Button kind="quiet" aria-label={t("table.back")} onClick={() => go(FLOOR)}>
          <Icon of={ArrowLeft} turns />
        </Button>
        <div>
          <h1>{placeName(session)}</h1>
          <p>{told}</p>
          <p>{t("table.to_come")}</p>
        </div>
        {table && (
          <Button class="check-key" onClick={() => show({ kind: "open", table })}>
            {t("table.next_party", { place: placeName(session) })}
          </Button>
        )}
      </header>
      <section class="check" aria-label={t("table.rounds")}>
        <Rounds session={session} />
        <StrandedHere sessionId={session.id} tableId={null} />
      </section>
    </div>
  );
}

function Gone({ children }: { children: string }) {
  return (
    <>
      <h1 class="unseen">{t("table.word")}</h1>
      <Empty
        drawing={DoorOpen}
        action={
          <Button kind="main" onClick={() => go(FLOOR)}>
            {t("table.to_floor")}
          </Button>
        }
      >
        {children}
      </Empty>
    </>
  );
}
