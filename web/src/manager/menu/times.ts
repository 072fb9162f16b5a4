/** "9:5" is no time; "9.05" and "09:05" are the same one. Null when it is none. */
export function readTime(text: string): string | null {
  const [, hour = "", minute = ""] = /^\s*(\d{1,2})[:.](\d{2})\s*$/.exec(text) ?? [];
  return minute && Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, "0")}:${minute}` : null;
}
