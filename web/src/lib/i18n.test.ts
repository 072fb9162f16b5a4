import { afterEach, expect, test, vi } from "vitest";
import { clock, dateAndClock, dayAndClock, soonest, speak, tellTimesOf } from "./i18n";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  tellTimesOf(undefined);
});

test.each(["Asia/Tokyo", "America/New_York", "Europe/Berlin"])("in %s the restaurant's clock is told", (reader) => {
  vi.stubEnv("TZ", reader);
  speak("en");
  tellTimesOf("Europe/Berlin");
  vi.useFakeTimers({ now: new Date("2026-11-29T21:30:00Z") });
  expect(clock("2026-11-29T22:00:00Z")).toBe("23:00");
  expect(soonest("2026-11-29T22:00:00Z")).toBe("23:00");
  expect(soonest("2026-11-29T23:00:00Z")).toBe("Monday 00:00");
  expect(dayAndClock("2026-11-30T10:00:00Z")).toBe("Monday 11:00");
  expect(dateAndClock("2026-11-29T23:29:00Z")).toBe("November 30, 2026 at 00:29");
});

test("a zone the browser does not know leaves its own clock", () => {
  vi.stubEnv("TZ", "UTC");
  tellTimesOf("right/Berlin");
  expect(clock("2026-11-29T22:00:00Z")).toBe("22:00");
});
