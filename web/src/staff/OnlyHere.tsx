import Smartphone from "lucide/dist/esm/icons/smartphone.mjs";
import { t } from "../lib/i18n";
import { Icon } from "../ui/Icon";
import { isOnlyHere } from "./onlyHere";
import "../ui/banner.css";
import "./only-here.css";

/** Says of a link to hand on that it leads nowhere elsewhere, and what to do about it. */
export function OnlyHere({ url }: { url: string }) {
  if (!isOnlyHere(url)) return null;
  const words = { command: "make demo LAN=1", setting: "COMANDA_PUBLIC_URL" };
  return (
    <div class="banner waiting only-here" role="note">
      <Icon of={Smartphone} />
      <div class="banner-words">
        <p>{t("link.only_here", { host: new URL(url).host })}</p>
        <p>{t("link.for_phones", words)}</p>
      </div>
    </div>
  );
}
