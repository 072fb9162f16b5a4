import ReceiptText from "lucide/dist/esm/icons/receipt-text.mjs";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import { t } from "../lib/i18n";
import { last } from "../lib/last";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { unreadItems } from "./cancelled";
import { roundState } from "./roundState";
import { unsent } from "./sending";
import { rounds } from "./table";
import { go } from "./view";
import "./page.css";

/** The way to what was ordered; alone in the dock it also says how the last round is doing. */
export function RoundsButton({ alone }: { alone: boolean }) {
  const newest = last(rounds.value);
  const waiting = unsent.value.length > 0;
  const cancelled = unreadItems.value;
  if (!newest && !waiting) return null;
  return (
    <Button
      class={`${alone ? "dock-rounds" : "stacked"}${cancelled ? " told" : ""}`}
      wide={alone}
      onClick={() => go("rounds")}
    >
      <Icon of={cancelled ? TriangleAlert : ReceiptText} size={alone ? 24 : 20} />
      <span>
        {t(alone ? "dock.rounds" : "dock.rounds_short")}
        {alone && !cancelled && <small>{waiting ? t("unsent") : newest && roundState(newest).word}</small>}
        {cancelled > 0 && <small class={alone ? "" : "unseen"}>{t("dock.cancelled", { n: cancelled })}</small>}
      </span>
    </Button>
  );
}
