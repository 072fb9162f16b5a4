import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Device, SessionItem } from "../api/types";
import { givenName } from "../lib/given";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Segmented } from "../ui/Segmented";
import { Sheet } from "../ui/Sheet";
import { devices, followDevices, turnDeviceDown, turningDown, turnTableDown } from "./devices";
import { senders } from "./limits";
import { Reasons } from "./Reasons";
import { closeSheet } from "./sheets";
import { openVisit } from "./visit";
import { downReasons, placeName } from "./words";
import "./phones.css";

/** So many phones are named beside the whole table; a flood that comes from more is the table's. */
const NAMED = 2;

/** All that waits at a table, or all of one phone, is turned down with one reason. */
export function TurnDownSheet({ sessionId }: { sessionId: string }) {
  useEffect(() => followDevices(sessionId), [sessionId]);
  const chosen = useSignal("");
  const session = openVisit(sessionId);
  if (!session) return null;
  const sent = senders(devices.value.value ?? []);
  const device = sent.find(({ id }) => id === chosen.value) ?? null;
  const name = turningDown(device?.id ?? sessionId);
  return (
    <Sheet title={t("down.title", { place: placeName(session) })} closeWord={t("close")} onClose={closeSheet}>
      <div class="line-sheet">
        {sent.length > 1 && (
          <Segmented
            label={t("down.whose")}
            value={device?.id ?? ""}
            options={[
              { value: "", label: t("down.everything", { n: session.waiting }) },
              ...sent.slice(0, NAMED).map(({ id, name, waiting }) => ({
                value: id,
                label: t("down.of", { name: t("guest.named", { name: givenName(name) }), n: waiting }),
              })),
            ]}
            onChange={(id) => {
              chosen.value = id;
            }}
          />
        )}
        <FaultNote fault={faultOf(name)} />
        <Reasons
          title={t("down.why")}
          usual={downReasons()}
          word={t("down.word")}
          busy={isDoing(name)}
          onReason={(reason) => void turnDown(session, device, reason)}
        />
      </div>
    </Sheet>
  );
}

async function turnDown(session: SessionItem, device: Device | null, reason: string): Promise<void> {
  const done = device ? await turnDeviceDown(device, reason) : await turnTableDown(session, reason);
  if (done) closeSheet();
}
