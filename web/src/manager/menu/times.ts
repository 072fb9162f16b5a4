import { latinFigures } from "../../lib/money";

/** "9:5" is no time; "9.05", "9,05" and "٩٫٠٥" are all 09:05, for not every phone's figures come with a colon. */
export function readTime(text: string): string | null {
  const [, hour = "", minute = ""] = /^\s*(\d{1,2})[:.,،](\d{2})\s*$/.exec(latinFigures(text)) ?? [];
  return minute && Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, "0")}:${minute}` : null;
}
