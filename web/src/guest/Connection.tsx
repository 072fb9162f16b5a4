import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { clock, t } from "../lib/i18n";
import { Banner } from "../ui/Banner";
import { unsent } from "./sending";
import { live } from "./table";
import { unreached } from "./visit";

/** What is shown may be old, or an order still lies on this phone: said at the top of every page. */
export function Connection() {
  const delayed = live.value?.freshness.value === "delayed";
  if (!unreached.value && !delayed) return null;
  const kept = unsent.value.length;
  return (
    <Banner tone="offline" icon={Unlink}>
      {kept ? t("offline.kept", { n: kept }) : delayed ? t("offline.since", { time: lastHeard() }) : t("unreached")}
    </Banner>
  );
}

const lastHeard = () => clock(live.value?.heardAt.value ?? Date.now());
