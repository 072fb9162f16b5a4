import { t } from "../lib/i18n";
import { isDoing } from "../staff/doing";
import { Failure } from "../staff/Failure";
import { HomeLink } from "../staff/HomeLink";
import { branch, branches, chooseBranch, me } from "../staff/identity";
import { Loudness } from "../staff/Loudness";
import { signOut } from "../staff/signin";
import { Button } from "../ui/Button";
import { Skeleton } from "../ui/Skeleton";
import { knockTwice } from "./block";
import { board } from "./kitchen";
import { arm, station, staysAwake } from "./post";
import { StationChoice } from "./StationChoice";
import "./arm.css";

/** Before the rail: which station, how loud; the tap lets the page sound and keeps the screen on. */
export function ArmScreen() {
  return (
    <main class="arm">
      <header>
        <h1>{t("title.kitchen", { branch: branch.value?.name ?? "" })}</h1>
        <p class="quiet-words">{me.value?.staff.name}</p>
      </header>
      <Stations />
      <div>
        <h2>{t("you.sound")}</h2>
        <Loudness ring={knockTwice} />
      </div>
      <Button kind="main" wide class="key" disabled={!board.value.value} onClick={arm}>
        {t("arm.go")}
      </Button>
      <p class="arm-hint">{t(staysAwake.value ? "arm.awake" : "arm.sleeps")}</p>
      <footer class="arm-ways">
        <HomeLink />
        {branches.value.length > 1 && (
          <Button kind="quiet" onClick={() => chooseBranch(null)}>
            {t("you.other_branch")}
          </Button>
        )}
        <Button kind="quiet" busy={isDoing("sign out")} onClick={() => void signOut()}>
          {t("sign_out")}
        </Button>
      </footer>
    </main>
  );
}

function Stations() {
  const fault = board.fault.value;
  if (!board.value.value && fault) return <Failure fault={fault} onRetry={() => void board.load()} />;
  if (!board.value.value) return <Skeleton rows={2} label={t("loading")} />;
  return (
    <div>
      <h2>{t("arm.station")}</h2>
      <StationChoice stations={board.value.value.stations} chosen={station} />
    </div>
  );
}
