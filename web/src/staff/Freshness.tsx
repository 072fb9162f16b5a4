import Radio from "lucide/dist/esm/icons/radio.mjs";
import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { clock, t } from "../lib/i18n";
import type { Live } from "../lib/live";
import { Icon } from "../ui/Icon";
import "./freshness.css";

/** How fresh the screen is, in a word. */
export function Freshness({ live }: { live: Live | null }) {
  const freshness = live?.freshness.value ?? "connecting";
  const late = freshness === "delayed";
  const word = late ? t("rail.delayed", { time: clock(live?.heardAt.value ?? 0) }) : t(`rail.${freshness}`);
  return (
    <p class={late ? "rail-fresh late" : "rail-fresh"} role="status">
      <Icon of={late ? Unlink : Radio} size={18} />
      {word}
    </p>
  );
}
