import type { IconNode } from "lucide";
import Building from "lucide/dist/esm/icons/building.mjs";
import CircleUser from "lucide/dist/esm/icons/circle-user-round.mjs";
import HeartPulse from "lucide/dist/esm/icons/heart-pulse.mjs";
import Users from "lucide/dist/esm/icons/users.mjs";
import { t } from "../lib/i18n";
import { me } from "../staff/identity";
import { Icon } from "../ui/Icon";
import { HEALTH, MANAGERS, ORGANIZATIONS, route } from "./route";
import { show } from "./sheets";
import "./nav.css";

const PLACES: readonly { path: string; pages: readonly string[]; icon: IconNode; word: Word }[] = [
  { path: ORGANIZATIONS, pages: ["organizations", "organization"], icon: Building, word: "nav.organizations" },
  { path: MANAGERS, pages: ["managers"], icon: Users, word: "nav.managers" },
  { path: HEALTH, pages: ["health"], icon: HeartPulse, word: "nav.health" },
];
type Word = "nav.organizations" | "nav.managers" | "nav.health";

/** The platform's pages; none of a restaurant's. */
export function Nav() {
  return (
    <nav class="nav" aria-label={t("nav.pages")}>
      <p class="nav-name">
        {t("app.name")} <span>{t("nav.platform")}</span>
      </p>
      {PLACES.map(({ path, pages, icon, word }) => (
        <a key={path} class="nav-link" href={path} aria-current={pages.includes(route.value.page) ? "page" : undefined}>
          <Icon of={icon} />
          {t(word)}
        </a>
      ))}
      <span class="nav-gap" />
      <button type="button" class="nav-link" onClick={() => show({ kind: "you" })}>
        <Icon of={CircleUser} />
        {me.value?.staff.name.split(" ")[0]}
      </button>
    </nav>
  );
}
