import type { IconNode } from "lucide";
import BookOpen from "lucide/dist/esm/icons/book-open-text.mjs";
import ChartColumn from "lucide/dist/esm/icons/chart-column.mjs";
import CircleSlash from "lucide/dist/esm/icons/circle-slash.mjs";
import CircleUser from "lucide/dist/esm/icons/circle-user-round.mjs";
import CookingPot from "lucide/dist/esm/icons/cooking-pot.mjs";
import Ellipsis from "lucide/dist/esm/icons/ellipsis.mjs";
import Grid from "lucide/dist/esm/icons/layout-grid.mjs";
import Settings from "lucide/dist/esm/icons/settings.mjs";
import SquareArrow from "lucide/dist/esm/icons/square-arrow-out-up-right.mjs";
import Users from "lucide/dist/esm/icons/users.mjs";
import Wallet from "lucide/dist/esm/icons/wallet.mjs";
import { t } from "../lib/i18n";
import { Freshness } from "../staff/Freshness";
import { branch, branches, chooseBranch, me } from "../staff/identity";
import { Icon } from "../ui/Icon";
import { Select } from "../ui/Select";
import { live } from "./house";
import { route, type Screen, screenPath } from "./route";
import { showYou } from "./you";
import "./side.css";

export const PLACES: readonly { screen: Screen; icon: IconNode; often?: boolean }[] = [
  { screen: "today", icon: ChartColumn, often: true },
  { screen: "menu", icon: BookOpen, often: true },
  { screen: "availability", icon: CircleSlash, often: true },
  { screen: "floor", icon: Grid },
  { screen: "people", icon: Users },
  { screen: "settings", icon: Settings },
];

/** The pages, the branch they speak of, and the ways to the register and the kitchen. */
export function Side() {
  const { screen } = route.value;
  return (
    <nav class="side" aria-label={t("shell.pages")}>
      <p class="side-house">{me.value?.organization?.name}</p>
      <BranchSwitch />
      <ul class="side-places">
        {PLACES.map((place) => (
          <li key={place.screen} class={place.often ? undefined : "seldom"}>
            <a href={screenPath(place.screen)} aria-current={place.screen === screen ? "page" : undefined}>
              <Icon of={place.icon} />
              {t(`shell.${place.screen}`)}
            </a>
          </li>
        ))}
      </ul>
      <span class="side-gap" />
      <SideLinks />
      <Freshness live={live.value} />
      <button type="button" class="side-you" onClick={showYou}>
        <Icon of={CircleUser} />
        {me.value?.staff.name.split(" ")[0]}
      </button>
      <button type="button" class="side-more" onClick={showYou}>
        <Icon of={Ellipsis} />
        {t("shell.more")}
      </button>
    </nav>
  );
}

export function BranchSwitch() {
  if (branches.value.length < 2) return null;
  return (
    <Select
      label={t("shell.branch")}
      value={branch.value?.id ?? ""}
      options={branches.value.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={chooseBranch}
    />
  );
}

const LINKS: readonly { path: string; icon: IconNode; word: "shell.register" | "shell.kitchen" }[] = [
  { path: "/cashier", icon: Wallet, word: "shell.register" },
  { path: "/kitchen", icon: CookingPot, word: "shell.kitchen" },
];

export function SideLinks() {
  return (
    <ul class="side-places">
      {LINKS.map(({ path, icon, word }) => (
        <li key={path}>
          <a href={path}>
            <Icon of={icon} />
            {t(word)}
            <Icon of={SquareArrow} size={16} />
          </a>
        </li>
      ))}
    </ul>
  );
}
