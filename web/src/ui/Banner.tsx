import type { IconNode } from "lucide";
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import "./banner.css";

export type BannerTone = "offline" | "waiting" | "late" | "allergy" | "calm";

type BannerProps = { tone: BannerTone; icon: IconNode; children: ComponentChildren; action?: ComponentChildren };

/** Something about the whole screen: offline, out of date, in need of a person. */
export function Banner({ tone, icon, children, action }: BannerProps) {
  return (
    <div class={`banner ${tone}`} role={tone === "late" || tone === "allergy" ? "alert" : "status"}>
      <Icon of={icon} />
      <div class="banner-words">{children}</div>
      {action}
    </div>
  );
}
