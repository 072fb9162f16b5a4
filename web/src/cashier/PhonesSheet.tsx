import Lock from "lucide/dist/esm/icons/lock.mjs";
import LockOpen from "lucide/dist/esm/icons/lock-open.mjs";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import QrCode from "lucide/dist/esm/icons/qr-code.mjs";
import Smartphone from "lucide/dist/esm/icons/smartphone.mjs";
import { useEffect } from "preact/hooks";
import type { SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { Failure, FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { Skeleton } from "../ui/Skeleton";
import { devices, followDevices, isRenewed, limiting, locking, lockOrdering, setLimits } from "./devices";
import { LockState } from "./LockState";
import { MORE_PHONES, raised, staying } from "./limits";
import { PhoneRow } from "./PhoneRow";
import { closeSheet, show } from "./sheets";
import { openVisit } from "./visit";
import { placeName } from "./words";
import "./phones.css";

/** The guests' phones at a table: who is in, who sent what, and the ways to stop one or all of them. */
export function PhonesSheet({ sessionId }: { sessionId: string }) {
  useEffect(() => followDevices(sessionId), [sessionId]);
  const session = openVisit(sessionId);
  if (!session) return null;
  return (
    <Sheet title={t("phones.title", { place: placeName(session) })} closeWord={t("close")} onClose={closeSheet}>
      <div class="phones">
        <Ordering session={session} />
        <Room session={session} />
        {isRenewed.value && <NewCode sessionId={sessionId} />}
        <Phones />
      </div>
    </Sheet>
  );
}

function Ordering({ session }: { session: SessionItem }) {
  const { id, ordering_locked } = session;
  return (
    <section class="phones-way">
      <p>
        {ordering_locked ? <LockState /> : <b>{t("lock.open")}</b>}
        <small>{t(ordering_locked ? "lock.stopped_hint" : "lock.open_hint")}</small>
      </p>
      <Button
        kind={ordering_locked ? "main" : "plain"}
        busy={isDoing(locking(id))}
        onClick={() => void lockOrdering(id, !ordering_locked)}
      >
        <Icon of={ordering_locked ? LockOpen : Lock} size={20} />
        {t(ordering_locked ? "lock.allow" : "lock.stop")}
      </Button>
      <FaultNote fault={faultOf(locking(id))} />
    </section>
  );
}

/** How many phones are in and how many may be. */
function Room({ session }: { session: SessionItem }) {
  const { id, limits } = session;
  const taken = devices.value.value ? staying(devices.value.value).length : session.joined;
  return (
    <section class="phones-way">
      <p role="status">
        <b>{t("phones.room", { taken, n: limits.devices })}</b>
      </p>
      <Button
        busy={isDoing(limiting(id))}
        onClick={() => void setLimits(id, { devices: raised("devices", limits.devices) })}
      >
        <Icon of={Plus} size={20} />
        {t("phones.let_in", { n: MORE_PHONES })}
      </Button>
      <FaultNote fault={faultOf(limiting(id))} />
    </section>
  );
}

function NewCode({ sessionId }: { sessionId: string }) {
  return (
    <section class="phones-way">
      <p role="status">
        <b>{t("phones.renewed")}</b>
      </p>
      <Button kind="main" onClick={() => show({ kind: "qr", sessionId })}>
        <Icon of={QrCode} size={20} />
        {t("phones.show_code")}
      </Button>
    </section>
  );
}

function Phones() {
  const known = devices.value.value;
  if (!known && devices.fault.value) return <Failure fault={devices.fault.value} onRetry={() => void devices.load()} />;
  if (!known) return <Skeleton rows={3} label={t("loading")} />;
  if (known.length === 0) return <Empty drawing={Smartphone}>{t("phones.empty")}</Empty>;
  const gone = known.filter(({ removed_at }) => removed_at !== null);
  return (
    <ul class="phones-list" aria-label={t("phones.short")}>
      {[...staying(known), ...gone].map((device) => (
        <PhoneRow key={device.id} device={device} />
      ))}
    </ul>
  );
}
