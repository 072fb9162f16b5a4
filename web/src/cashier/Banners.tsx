import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { clock, t } from "../lib/i18n";
import { now } from "../lib/now";
import { Banner } from "../ui/Banner";
import { live, sessions } from "./house";
import { kept, needsYou } from "./sending";

/** What is wrong with the whole screen: no network, or news that came late. */
export function Banners() {
  const freshness = live.value?.freshness.value;
  const away = sessions.value.value !== null && (sessions.fault.value !== null || freshness === "delayed");
  const waiting = kept.value.length - needsYou.value.length;
  if (!away && waiting === 0) return null;
  const since = clock(live.value?.heardAt.value ?? now());
  return (
    <Banner tone="offline" icon={Unlink}>
      {waiting > 0 ? t("offline.kept", { n: waiting }) : t("offline.since", { time: since })}
    </Banner>
  );
}
