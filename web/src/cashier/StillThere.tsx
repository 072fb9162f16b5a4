import CircleHelp from "lucide/dist/esm/icons/circle-question-mark.mjs";
import type { SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { closeOrAsk } from "./closing";
import { floorState, minutesSince } from "./floor";
import { now, sessions } from "./house";
import { tablePath } from "./route";
import { closing, keeping, keepTable } from "./verbs";
import { placeName } from "./words";
import "./calls.css";

const isForgotten = (session: SessionItem): boolean => floorState(session, now.value) === "forgotten";

/** Tables nobody did anything at for half an hour, before the house closes them by itself. */
export function StillThere() {
  const asked = (sessions.value.value ?? []).filter(isForgotten);
  if (asked.length === 0) return null;
  return (
    <ul class="calls" aria-label={t("idle.title")}>
      {asked.map((session) => (
        <li key={session.id} class="call">
          <Question session={session} />
        </li>
      ))}
    </ul>
  );
}

/** The same question at the table itself, whose foot has the way to close it. */
export function StillHere({ session }: { session: SessionItem }) {
  if (!isForgotten(session)) return null;
  return (
    <div class="calls">
      <div class="call">
        <Told session={session} />
        <Keep session={session} />
      </div>
    </div>
  );
}

function Question({ session }: { session: SessionItem }) {
  const place = placeName(session);
  return (
    <>
      <p>
        <a class="call-place" href={tablePath(session.id)}>
          {place}
        </a>
      </p>
      <Told session={session} />
      <Keep session={session} />
      <Button
        busy={isDoing(closing(session.id))}
        aria-label={t("idle.close_titled", { place })}
        onClick={() => void closeOrAsk(session.id)}
      >
        {t("close.empty")}
      </Button>
      <FaultNote fault={faultOf(closing(session.id))} />
    </>
  );
}

function Told({ session }: { session: SessionItem }) {
  return (
    <p class="call-told whole">
      <Icon of={CircleHelp} size={20} />
      {t("idle.ask", { n: minutesSince(session.touched_at, now.value) })}
    </p>
  );
}

function Keep({ session }: { session: SessionItem }) {
  return (
    <>
      <Button
        busy={isDoing(keeping(session.id))}
        aria-label={t("idle.keep_titled", { place: placeName(session) })}
        onClick={() => void keepTable(session.id)}
      >
        {t("idle.keep")}
      </Button>
      <FaultNote fault={faultOf(keeping(session.id))} />
    </>
  );
}
