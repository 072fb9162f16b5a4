import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ONCE_MORE } from "../lib/onceMore";

let turns: (Response | null)[] = [];

const sold = (version: number) =>
  Response.json({ version, changes_at: null, currency: "EUR", language: "en", product_types: [] });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("document", { getElementById: () => null, documentElement: { lang: "en" } });
  vi.stubGlobal("fetch", async () => {
    const turn = turns.shift();
    if (!turn) throw new TypeError("network");
    return turn;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a menu that could not be fetched when it changed is fetched as soon as somebody answers", async () => {
  const { hearVersion } = await import("./freshMenu");
  const { menu } = await import("./menu");
  turns = [sold(1), null, null, sold(2)];
  hearVersion(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(menu.value?.version).toBe(1);
  hearVersion(2);
  await vi.advanceTimersByTimeAsync(ONCE_MORE);
  expect(menu.value?.version).toBe(1);
  await vi.advanceTimersByTimeAsync(ONCE_MORE);
  expect(menu.value?.version).toBe(2);
});
