import { expect, test } from "vitest";
import { endOfBusinessDay, untilOf } from "./until";

const at = (text: string): number => new Date(text).getTime();
const end = (now: string, zone: string): string => new Date(endOfBusinessDay(at(now), zone)).toISOString();

test.each([
  ["in the evening: tomorrow at four", "2026-11-22T19:00:00Z", "Europe/Berlin", "2026-11-23T03:00:00.000Z"],
  ["after midnight: the same night", "2026-11-22T23:30:00Z", "Europe/Berlin", "2026-11-23T03:00:00.000Z"],
  ["in the morning: tomorrow", "2026-11-23T03:00:00Z", "Europe/Berlin", "2026-11-24T03:00:00.000Z"],
  [
    "in the night the clocks go back: four of the new clock",
    "2026-10-24T20:00:00Z",
    "Europe/Berlin",
    "2026-10-25T03:00:00.000Z",
  ],
  ["far east", "2026-11-22T19:30:00Z", "Asia/Tokyo", "2026-11-23T19:00:00.000Z"],
])("sold out for today ends %s", (_, now, zone, wanted) => {
  expect(end(now, zone)).toBe(wanted);
});

test("off for half an hour, for two hours, or until somebody switches it on", () => {
  const now = at("2026-11-22T19:00:00Z");
  expect(untilOf("half_hour", now, "UTC")).toEqual({ until: "2026-11-22T19:30:00.000Z" });
  expect(untilOf("two_hours", now, "UTC")).toEqual({ until: "2026-11-22T21:00:00.000Z" });
  expect(untilOf("switched_on", now, "UTC")).toEqual({});
});

test("a zone this browser has never heard of is its own", () => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(end("2026-11-22T19:00:00Z", "posix/Europe/Berlin")).toBe(end("2026-11-22T19:00:00Z", here));
});
