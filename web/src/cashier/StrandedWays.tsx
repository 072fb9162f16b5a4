import { countItems } from "../lib/cart";
import { clock, t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { dishName } from "./dishes";
import { go, tablePath } from "./route";
import { show } from "./sheets";
import { side } from "./shelf";
import { nextParty, type Stranded, sameTable, stranded, takeOver, throwAway } from "./stranded";
import { placeName } from "./words";
import "./needs-you.css";

/** What was not sent before its table was closed: to the party that sits there now, or away. */
export function StrandedWays({ of }: { of: Stranded }) {
  const { session, lines } = of;
  const [party, table, place] = [nextParty(of), sameTable(of), placeName(session)];
  const time = clock(session.closed_at ?? session.opened_at);
  return (
    <>
      <p>
        <b>{t("stranded.word", { place })}</b>
        <br />
        {t("stranded.told", { n: countItems(lines), time })}
        <br />
        <bdi>{lines.map((line) => `${line.quantity} × ${dishName(line)}`).join(", ")}</bdi>
      </p>
      <div class="needs-you-ways">
        {party && (
          <Button
            onClick={() => {
              takeOver(of, party);
              side.value = "rounds";
              go(tablePath(party.id));
            }}
          >
            {t("stranded.take")}
          </Button>
        )}
        {!party && table && (
          <Button onClick={() => show({ kind: "open", table })}>{t("stranded.open", { place })}</Button>
        )}
        <Button kind="quiet" onClick={() => throwAway(of)}>
          {t("stranded.drop")}
        </Button>
      </div>
    </>
  );
}

/** At a table: what was left over of the party before, or of the one whose table this was. */
export function StrandedHere({ sessionId, tableId }: { sessionId: string; tableId: string | null }) {
  const left = stranded.value.filter(
    ({ session }) => session.id === sessionId || (tableId !== null && session.table_id === tableId),
  );
  if (left.length === 0) return null;
  return (
    <ul class="needs-you">
      {left.map((one) => (
        <li key={one.session.id}>
          <StrandedWays of={one} />
        </li>
      ))}
    </ul>
  );
}
