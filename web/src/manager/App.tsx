import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { clock, t } from "../lib/i18n";
import { Door } from "../staff/Door";
import { Banner } from "../ui/Banner";
import { Toasts } from "../ui/Toast";
import { live } from "./house";
import { Later } from "./Later";
import { route } from "./route";
import { Side } from "./Side";
import { You } from "./You";
import "./shell.css";

export function App() {
  return (
    <Door>
      <Office />
    </Door>
  );
}

function Office() {
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

function Offline() {
  if (live.value?.freshness.value !== "delayed") return null;
  return (
    <Banner tone="offline" icon={Unlink}>
      {t("offline.since", { time: clock(live.value.heardAt.value) })}
    </Banner>
  );
}
