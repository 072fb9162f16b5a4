import type { IconNode } from "lucide";
import Ban from "lucide/dist/esm/icons/ban.mjs";
import ChefHat from "lucide/dist/esm/icons/chef-hat.mjs";
import ConciergeBell from "lucide/dist/esm/icons/concierge-bell.mjs";
import ListChecks from "lucide/dist/esm/icons/list-checks.mjs";
import Undo from "lucide/dist/esm/icons/undo-2.mjs";
import VolumeX from "lucide/dist/esm/icons/volume-x.mjs";
import { t } from "../lib/i18n";
import { Freshness } from "../staff/Freshness";
import { HomeLink } from "../staff/HomeLink";
import { isMuted, volume } from "../staff/speaker";
import { Icon } from "../ui/Icon";
import { live, onRail, ready } from "./kitchen";
import { station } from "./post";
import { allDayShown, show } from "./sheets";
import { takeBack, undo } from "./undo";
import { stationWords } from "./words";
import "./bar.css";

type KeyProps = { icon: IconNode; word: string; count?: number; pressed?: boolean; onClick: () => void };

function BarKey({ icon, word, count = 0, pressed, onClick }: KeyProps) {
  return (
    <button type="button" class="bar-key" aria-pressed={pressed} onClick={onClick}>
      <Icon of={icon} size={28} />
      <span>
        {word}
        {count > 0 && <b class="figures">{count}</b>}
      </span>
    </button>
  );
}

/** Under the rail, where hands are: what can be taken back, and everything that is not a ticket. */
export function Bar() {
  const silent = volume.value === "off" || isMuted.value;
  return (
    <footer class="bar">
      <HomeLink />
      <BarKey
        icon={silent ? VolumeX : ChefHat}
        word={stationWords(station.value)}
        onClick={() => show({ kind: "post" })}
      />
      <p class="bar-count">
        <b class="figures">{onRail.value.length}</b>
        {t("bar.tickets", { n: onRail.value.length })}
      </p>
      <Freshness live={live.value} />
      <TakeBack />
      <BarKey
        icon={ConciergeBell}
        word={t("bar.ready")}
        count={ready.value.length}
        onClick={() => show({ kind: "ready" })}
      />
      <BarKey icon={Ban} word={t("bar.sold_out")} onClick={() => show({ kind: "sold out" })} />
      <BarKey
        icon={ListChecks}
        word={t("bar.all_day")}
        pressed={allDayShown.value}
        onClick={() => {
          allDayShown.value = !allDayShown.value;
        }}
      />
    </footer>
  );
}

function TakeBack() {
  return (
    <div class="bar-undo" role="status">
      {undo.value && (
        <button type="button" class="undo-key" onClick={takeBack}>
          <span>{undo.value.words}</span>
          <strong>
            <Icon of={Undo} size={28} />
            {t("undo.go")}
          </strong>
        </button>
      )}
    </div>
  );
}
