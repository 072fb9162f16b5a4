import CircleX from "lucide/dist/esm/icons/circle-x.mjs";
import Lock from "lucide/dist/esm/icons/lock.mjs";
import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { clock, t } from "../lib/i18n";
import { now } from "../lib/now";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { readAll, unread } from "./cancelled";
import { unsent } from "./sending";
import { live } from "./table";
import { unreached, visit } from "./visit";

/** What is shown may be old, an order still lies on this phone, or none is taken: said at the top of every page. */
export function Connection() {
  return (
    <>
      <Offline />
      <Cancelled />
      {visit.value?.ordering.reason === "locked" && (
        <Banner tone="waiting" icon={Lock}>
          {t("send.locked")}
        </Banner>
      )}
    </>
  );
}

/** Stays until the guest has read it. */
function Cancelled() {
  if (!unread.value.length) return null;
  return (
    <Banner tone="late" icon={CircleX} action={<Button onClick={readAll}>{t("news.read")}</Button>}>
      {unread.value.map(({ id, words }) => (
        <p key={id}>{words}</p>
      ))}
    </Banner>
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

const lastHeard = () => clock(live.value?.heardAt.value ?? now());
