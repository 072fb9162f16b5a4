import { useSignal } from "@preact/signals";
import Ban from "lucide/dist/esm/icons/ban.mjs";
import Hourglass from "lucide/dist/esm/icons/hourglass.mjs";
import UserX from "lucide/dist/esm/icons/user-x.mjs";
import type { Device } from "../api/types";
import { givenName } from "../lib/given";
import { clock, t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { State } from "../ui/State";
import { removing, turnDeviceDown, turningDown } from "./devices";
import { Reasons } from "./Reasons";
import { RemovePhone } from "./RemovePhone";
import { downReasons } from "./words";

type Asking = "remove" | "turn-down" | null;

/** One guest's phone: since when, what it sent, and what can be done about it. */
export function PhoneRow({ device }: { device: Device }) {
  const asking = useSignal<Asking>(null);
  const name = t("guest.named", { name: givenName(device.name) });
  const gone = device.removed_at !== null;
  const stop = () => {
    asking.value = null;
  };
  return (
    <li class={gone ? "phone gone" : "phone"}>
      <div class="phone-head">
        <h3>{name}</h3>
        {gone && <State icon={Ban} word={t("phones.removed", { time: clock(device.removed_at ?? "") })} />}
        {device.waiting > 0 && (
          <State tone="waiting" icon={Hourglass} word={t("phones.waiting", { n: device.waiting })} />
        )}
      </div>
      <p>{t("phones.since", { time: clock(device.joined_at), n: device.orders })}</p>
      <FaultNote fault={faultOf(turningDown(device.id)) ?? faultOf(removing(device.id))} />
      {asking.value === "turn-down" && device.waiting > 0 && (
        <Reasons
          title={t("down.why")}
          usual={downReasons()}
          word={t("down.word")}
          busy={isDoing(turningDown(device.id))}
          onReason={(reason) => void turnDeviceDown(device, reason).then((done) => done && stop())}
        />
      )}
      {asking.value === "remove" && !gone && <RemovePhone device={device} onDone={stop} />}
      {asking.value === null && <Ways device={device} name={name} ask={(way) => (asking.value = way)} />}
      {asking.value === "turn-down" && (
        <Button kind="quiet" wide onClick={stop}>
          {t("phones.keep")}
        </Button>
      )}
    </li>
  );
}

type WaysProps = { device: Device; name: string; ask: (way: Asking) => void };

function Ways({ device: { waiting, removed_at }, name, ask }: WaysProps) {
  if (waiting === 0 && removed_at !== null) return null;
  return (
    <div class="phone-ways">
      {waiting > 0 && (
        <Button onClick={() => ask("turn-down")} aria-label={t("phones.turn_down_titled", { n: waiting, name })}>
          {t("phones.turn_down", { n: waiting })}
        </Button>
      )}
      {removed_at === null && (
        <Button onClick={() => ask("remove")} aria-label={t("phones.remove_titled", { name })}>
          <Icon of={UserX} size={20} />
          {t("phones.remove")}
        </Button>
      )}
    </div>
  );
}
