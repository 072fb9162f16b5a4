import type { IconNode } from "lucide";
import { h } from "preact";
import "./icon.css";

/**
 * A Lucide drawing, 24 px and always beside a word, so that it is hidden from screen readers. One that points along the
 * line `turns` round where people read from the right.
 */
export function Icon({ of, size = 24, turns }: { of: IconNode; size?: number; turns?: boolean }) {
  return h(
    "svg",
    {
      class: turns ? "icon turns" : "icon",
      viewBox: "0 0 24 24",
      width: size,
      height: size,
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 2,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
      "aria-hidden": "true",
    },
    of.map(([tag, shape]) => h(tag, shape)),
  );
}
