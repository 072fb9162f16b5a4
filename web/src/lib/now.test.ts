import { afterEach, expect, test, vi } from "vitest";

const NOON = Date.UTC(2026, 10, 29, 12);
afterEach(() => vi.useRealTimers());

async function clockAt(device: number) {
  vi.resetModules();
  vi.useFakeTimers({ now: device });
  return await import("./now");
}

test("a device that is five minutes ahead counts with the server's clock", async () => {
  const { hearTime, now, serverTime } = await clockAt(NOON + 300_000);
  hearTime(NOON, NOON + 300_000 - 100, NOON + 300_000);
  expect(now()).toBe(NOON + 50);
  expect(serverTime(NOON + 300_000)).toBe(NOON + 50);
});

test("a clock that is right is left alone, however long an answer was on its way", async () => {
  const { hearTime, now } = await clockAt(NOON);
  hearTime(NOON - 900, NOON - 1_000, NOON);
  expect(now()).toBe(NOON);
});

test("a slow answer does not spoil what a quick one told, and no time is no time", async () => {
  const { hearTime, now } = await clockAt(NOON - 1_200_000);
  hearTime(NOON, NOON - 1_200_000, NOON - 1_200_000);
  hearTime(NOON - 9_000, NOON - 1_210_000, NOON - 1_200_000);
  hearTime(Number(null), NOON, NOON);
  expect(now()).toBe(NOON);
});
