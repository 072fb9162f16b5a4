import { afterAll, expect, test, vi } from "vitest";
import type { Me } from "../api/types";

vi.stubGlobal("localStorage", { getItem: () => null });
vi.stubGlobal("location", { hash: "#/managers" });
vi.stubGlobal("addEventListener", () => undefined);
vi.stubGlobal("document", { hidden: false, addEventListener: () => undefined, removeEventListener: () => undefined });
const { me } = await import("../staff/identity");
const { keepPlatform } = await import("./platform");

afterAll(() => void vi.unstubAllGlobals());

test("a list is asked for again every minute while it is looked at", async () => {
  vi.useFakeTimers();
  const asked: string[] = [];
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    return Promise.resolve(Response.json({ items: [], next: null }));
  });
  keepPlatform();
  me.value = {} as Me;
  await vi.advanceTimersByTimeAsync(59_000);
  const lists = ["/api/organizations", "/api/managers"];
  expect(asked).toEqual(lists);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([...lists, ...lists]);
  Object.assign(document, { hidden: true });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toHaveLength(4);
  vi.useRealTimers();
});
