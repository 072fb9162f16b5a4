import Smartphone from "lucide/dist/esm/icons/smartphone.mjs";
import type { SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { away, leaveAt } from "./away";
import { limiting, setLimits } from "./devices";
import { MORE_PHONES, raised } from "./limits";
import { tablePath } from "./route";
import { placeName } from "./words";
import "./calls.css";

/** Tables at which a phone found no place: let some more in, or leave it. */
export function TurnedAway() {
  if (away.value.length === 0) return null;
  return (
    <ul class="calls" aria-label={t("away.title")}>
      {away.value.map((session) => (
        <li key={session.id} class="call">
          <Question session={session} />
        </li>
      ))}
    </ul>
  );
}

function Question({ session }: { session: SessionItem }) {
  const { id, joined, limits } = session;
  const place = placeName(session);
  const busy = isDoing(limiting(id));
  return (
    <>
      <p>
        <a class="call-place" href={tablePath(id)}>
          {place}
        </a>
      </p>
      <p class="call-told whole">
        <Icon of={Smartphone} size={20} />
        {t("away.told", { taken: joined, most: limits.devices })}
      </p>
      <Button
        busy={busy}
        aria-label={t("away.let_in_titled", { place, n: MORE_PHONES })}
        onClick={() => void setLimits(id, { devices: raised("devices", limits.devices) })}
      >
        {t("away.let_in", { n: MORE_PHONES })}
      </Button>
      <Button
        kind="quiet"
        busy={busy}
        aria-label={t("away.leave_titled", { place })}
        onClick={() => leaveAt(id, limits.devices)}
      >
        {t("away.leave", { n: limits.devices })}
      </Button>
      <FaultNote fault={faultOf(limiting(id))} />
    </>
  );
}
