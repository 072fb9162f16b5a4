import type { IconNode } from "lucide";
import CircleUser from "lucide/dist/esm/icons/circle-user-round.mjs";
import Grid from "lucide/dist/esm/icons/layout-grid.mjs";
import Kanban from "lucide/dist/esm/icons/square-kanban.mjs";
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
      <button type="button" class="rail-link" onClick={() => show({ kind: "you" })}>
        <Icon of={silent ? VolumeX : CircleUser} />
        <span class="rail-name">{silent ? t("rail.silent") : me.value?.staff.name.split(" ")[0]}</span>
      </button>
    </nav>
  );
}
