import { useSignal } from "@preact/signals";
import type { Order } from "../api/types";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { markRead } from "./cancelled";
import { takeBack } from "./table";
import { secondsLeft } from "./takingBack";

/** A guest may take an order back until somebody confirmed it. Asked twice: the button lies under a thumb. */
export function TakeBack({ order }: { order: Order }) {
  const asked = useSignal(false);
  const busy = useSignal(false);
  const press = async () => {
    if (!asked.value) {
      asked.value = true;
      return;
    }
    busy.value = true;
    markRead(order.id);
    await takeBack(order);
    busy.value = false;
  };
  const left = secondsLeft(order);
  return (
    <>
      {left !== null && left > 0 && <p class="small">{t("take_back.left", { n: left })}</p>}
      <Button kind={asked.value ? "danger" : "quiet"} busy={busy.value} onClick={press}>
        {t(asked.value ? "take_back.sure" : "take_back")}
      </Button>
    </>
  );
}
