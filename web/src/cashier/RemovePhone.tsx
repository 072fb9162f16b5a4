import { useSignal } from "@preact/signals";
import type { Device } from "../api/types";
import { t } from "../lib/i18n";
import { isDoing } from "../staff/doing";
import { Button } from "../ui/Button";
import { Check } from "../ui/Check";
import { removeDevice, removing } from "./devices";
import { Reasons } from "./Reasons";
import { downReasons } from "./words";

/** Asked in place: whether the code is renewed too, and what becomes of what the phone has sent. */
export function RemovePhone({ device, onDone }: { device: Device; onDone: () => void }) {
  const renew = useSignal(true);
  const down = useSignal(true);
  const busy = isDoing(removing(device.id));
  const together = device.waiting > 0 && down.value;
  const remove = async (reason: string | null) => {
    if (await removeDevice(device, { renew_code: renew.value, turn_down: reason })) onDone();
  };
  return (
    <div class="phone-asked">
      <p>{t("phones.remove_sure")}</p>
      <Check checked={renew.value} hint={t("phones.new_code_hint")} onChange={(on) => (renew.value = on)}>
        {t("phones.new_code")}
      </Check>
      {device.waiting > 0 && (
        <Check checked={down.value} onChange={(on) => (down.value = on)}>
          {t("phones.also_down", { n: device.waiting })}
        </Check>
      )}
      {together ? (
        <Reasons
          title={t("phones.remove_why")}
          usual={downReasons()}
          word={t("phones.remove_yes")}
          busy={busy}
          onReason={(reason) => void remove(reason)}
        />
      ) : (
        <Button kind="danger" wide busy={busy} onClick={() => void remove(null)}>
          {t("phones.remove_yes")}
        </Button>
      )}
      <Button kind="quiet" wide onClick={onDone}>
        {t("phones.keep")}
      </Button>
    </div>
  );
}
