import BellRing from "lucide/dist/esm/icons/bell-ring.mjs";
import ConciergeBell from "lucide/dist/esm/icons/concierge-bell.mjs";
import Lock from "lucide/dist/esm/icons/lock.mjs";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { Icon } from "../ui/Icon";
import { Arc } from "./Arc";
import type { Spot } from "./floor";
import { currency } from "./house";
import { go, tablePath } from "./route";
import { show } from "./sheets";
import { placeName, spotSign } from "./words";
import "./tile.css";

const MOST_DOTS = 8;

/** A dot per seat, filled where somebody sits; a big table says its number. */
function Seats({ seats, taken }: { seats: number; taken: number }) {
  if (seats > MOST_DOTS) return <span class="tile-seats">{t("floor.seats", { taken, seats })}</span>;
  return (
    <span class="tile-seats" aria-hidden="true">
      {Array.from({ length: seats }, (_, seat) => (
        <i key={seat} class={seat < taken ? "dot sat" : "dot"} />
      ))}
    </span>
  );
}

function press({ table, session, toCome }: Spot): void {
  const sessionId = session?.id ?? toCome?.sessionId;
  if (sessionId) go(tablePath(sessionId));
  else if (table) show({ kind: "open", table });
}

/** One table as the floor sees it: number, state, wait; the rest is small. */
export function Tile({ spot }: { spot: Spot }) {
  const { table, session, minutes, state } = spot;
  const { tone, icon, word } = spotSign(spot);
  const taken = session?.guests ?? session?.joined ?? 0;
  const classes = ["tile", tone, spot.wanted && "wanted", state === "free" && "free", !table && "counter"];
  return (
    <button type="button" class={classes.filter(Boolean).join(" ")} onClick={() => press(spot)}>
      <span class="tile-top">
        {table ? <TableNumber label={table.label} /> : <CounterName spot={spot} />}
        {minutes !== null && <Arc minutes={minutes} />}
      </span>
      <span class="tile-state">
        <Icon of={icon} size={18} />
        {word}
        {spot.calls > 0 && (
          <span class="tile-beside calls-beside">
            <Icon of={BellRing} size={18} />
            <span class="unseen">{t("floor.calls")}</span>
          </span>
        )}
        {spot.readyBeside && (
          <span class="tile-beside">
            <Icon of={ConciergeBell} size={18} />
            <span class="unseen">{t("floor.ready")}</span>
          </span>
        )}
      </span>
      {session?.ordering_locked && (
        <span class="tile-locked">
          <Icon of={Lock} size={18} />
          {t("lock.stopped")}
        </span>
      )}
      <span class="tile-foot">
        {table ? <Seats seats={table.seats} taken={taken} /> : <span />}
        {session && session.total > 0 && (
          <span class="tile-amount figures">{money(session.outstanding, currency.value)}</span>
        )}
      </span>
      {minutes !== null && <span class="unseen">{t("floor.untouched", { n: minutes })}</span>}
    </button>
  );
}

function TableNumber({ label }: { label: string }) {
  return (
    <b class="tile-number figures">
      <span class="unseen">{t("table.word")} </span>
      {label}
    </b>
  );
}

function CounterName({ spot: { session, toCome } }: { spot: Spot }) {
  const number = toCome && t("round.order", { number: toCome.number });
  return <span class="tile-name">{session ? placeName(session) : (number ?? t("counter.title"))}</span>;
}
