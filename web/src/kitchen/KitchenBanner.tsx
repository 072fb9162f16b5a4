import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { clock, t } from "../lib/i18n";
import { now } from "../lib/now";
import { Banner } from "../ui/Banner";
import { board, live } from "./kitchen";

/** No network, or news that came late: what is shown may be old, and says from when it is. */
export function KitchenBanner() {
  const away = board.fault.value !== null || live.value?.freshness.value === "delayed";
  if (!away || !board.value.value) return null;
  return (
    <Banner tone="offline" icon={Unlink}>
      {t("offline.since", { time: clock(live.value?.heardAt.value ?? now()) })}
    </Banner>
  );
}
