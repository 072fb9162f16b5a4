import ArrowLeft from "lucide/dist/esm/icons/arrow-left.mjs";
import { t } from "../lib/i18n";
import { Icon } from "../ui/Icon";
import { me } from "./identity";
import "./home-link.css";

/** Back to the own app, for those who work in several. */
export function HomeLink() {
  const home = me.value?.home;
  if (!home || home === location.pathname) return null;
  return (
    <a class="button plain wide key home-link" href={home}>
      <Icon of={ArrowLeft} />
      {t("you.home")}
    </a>
  );
}
