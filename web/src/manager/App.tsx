import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { clock, t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
import { me } from "../staff/identity";
import { SignIn } from "../staff/SignIn";
import { recognize, startFault } from "../staff/signin";
import { Banner } from "../ui/Banner";
import { Skeleton } from "../ui/Skeleton";
import { Toasts } from "../ui/Toast";
import { live } from "./house";
import { Later } from "./Later";
import { route } from "./route";
import { Side } from "./Side";
import { You } from "./You";
import "./shell.css";

export function App() {
  if (me.value === undefined) return <Starting />;
  if (me.value === null) return <SignIn />;
  return (
    <div class="office">
      <Side />
      <main class="office-main">
        <Offline />
        <Later part={route.value.screen} />
      </main>
      <You />
      <Toasts />
    </div>
  );
}

function Starting() {
  if (!startFault.value) return <Skeleton rows={3} label={t("loading")} />;
  return (
    <main class="door">
      <Failure fault={startFault.value} onRetry={() => void recognize()} />
    </main>
  );
}

function Offline() {
  if (live.value?.freshness.value !== "delayed") return null;
  return (
    <Banner tone="offline" icon={Unlink}>
      {t("offline.since", { time: clock(live.value.heardAt.value) })}
    </Banner>
  );
}
