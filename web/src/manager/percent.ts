import { language } from "../lib/i18n";
import { latinFigures } from "../lib/money";

/** The wire's "0.07" as people say it: "7%". */
export function percent(rate: string): string {
  return new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 4 }).format(Number(rate));
}

/** "7", "7,5" or "7 %" as the wire's "0.07", "0.075"; null when it is no rate from 0 to 100. */
export function readPercent(text: string): string | null {
  const match = /^\s*(\d{1,3})(?:[.,](\d{1,4}))?\s*[%٪]?\s*$/.exec(latinFigures(text));
  if (!match) return null;
  const [, whole = "", part = ""] = match;
  const millionths = Number(whole) * 10_000 + Number(part.padEnd(4, "0"));
  if (millionths > 1_000_000) return null;
  const decimals = String(millionths % 1_000_000)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${Math.floor(millionths / 1_000_000)}${decimals && `.${decimals}`}`;
}
