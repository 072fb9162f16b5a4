import type { IconNode } from "lucide";
import CircleUser from "lucide/dist/esm/icons/circle-user-round.mjs";
import Grid from "lucide/dist/esm/icons/layout-grid.mjs";
import Kanban from "lucide/dist/esm/icons/square-kanban.mjs";
import Volume from "lucide/dist/esm/icons/volume-2.mjs";
import VolumeX from "lucide/dist/esm/icons/volume-x.mjs";
import { t } from "../lib/i18n";
import { Freshness } from "../staff/Freshness";
import { me } from "../staff/identity";
import { isMuted, volume } from "../staff/speaker";
import { Icon } from "../ui/Icon";
import { askedCount } from "./bell";
import { live } from "./house";
import { BOARD, FLOOR, route } from "./route";
import { show } from "./sheets";
import "./rail.css";

type Place = { path: string; icon: IconNode; word: string; current: boolean; count?: number };

function RailLink({ path, icon, word, current, count = 0 }: Place) {
  return (
    <a class="rail-link" href={path} aria-current={current ? "page" : undefined}>
      <Icon of={icon} />
      {word}
      {count > 0 && (
        <span class="rail-count">
          {count}
          <span class="unseen">{t("rail.waiting", { n: count })}</span>
        </span>
      )}
    </a>
  );
}

function RailKey({ icon, word, onClick }: { icon: IconNode; word: string; onClick: () => void }) {
  return (
    <button type="button" class="rail-link" onClick={onClick}>
      <Icon of={icon} />
      <span class="rail-name">{word}</span>
    </button>
  );
}

/** The screens; how loud the device is; and whoever works here, with the way out. */
export function Rail() {
  const { screen } = route.value;
  const silent = volume.value === "off" || isMuted.value;
  return (
    <nav class="rail" aria-label={t("rail.label")}>
      <RailLink path={FLOOR} icon={Grid} word={t("rail.floor")} current={screen !== "board"} />
      <RailLink
        path={BOARD}
        icon={Kanban}
        word={t("rail.board")}
        current={screen === "board"}
        count={askedCount.value}
      />
      <span class="rail-gap" />
      <Freshness live={live.value} />
      <RailKey
        icon={silent ? VolumeX : Volume}
        word={t(silent ? "rail.silent" : "rail.sound")}
        onClick={() => show({ kind: "sound" })}
      />
      <RailKey
        icon={CircleUser}
        word={me.value?.staff.name.split(" ")[0] ?? ""}
        onClick={() => show({ kind: "you" })}
      />
    </nav>
  );
}
