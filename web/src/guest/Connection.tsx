import Lock from "lucide/dist/esm/icons/lock.mjs";
import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { clock, t } from "../lib/i18n";
import { Banner } from "../ui/Banner";
import { unsent } from "./sending";
import { live } from "./table";
import { unreached, visit } from "./visit";

/** What is shown may be old, an order still lies on this phone, or none is taken: said at the top of every page. */
export function Connection() {
  return (
    <>
      <Offline />
      {visit.value?.ordering.reason === "locked" && (
        <Banner tone="waiting" icon={Lock}>
          {t("send.locked")}
        </Banner>
      )}
    </>
  );
}

function Offline() {
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
