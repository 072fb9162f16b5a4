import { expect, test, vi } from "vitest";
import { columnHeight, isTight, measured, watchRail } from "./room";

test("letters that come when the rail is gone measure nothing", async () => {
  const ready = Promise.resolve();
  vi.stubGlobal("document", { fonts: { ready } });
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = () => undefined;
      disconnect = () => undefined;
    },
  );
  vi.stubGlobal(
    "MutationObserver",
    class {
      observe = () => undefined;
      disconnect = () => undefined;
    },
  );
  const style = { columnWidth: "320px", paddingBlockStart: "8px", paddingBlockEnd: "8px" };
  vi.stubGlobal("getComputedStyle", (rail: { isConnected: boolean }) =>
    rail.isConnected ? style : { columnWidth: "", paddingBlockStart: "", paddingBlockEnd: "" },
  );
  const rail = {
    isConnected: true,
    clientHeight: 616,
    children: [],
    getBoundingClientRect: () => ({ top: 0, left: 0, right: 900, bottom: 616 }),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
  const hung = rail as unknown as HTMLElement;

  watchRail(hung);
  await ready;
  expect([columnHeight.value, measured.value]).toEqual([600, 1]);

  const forget = watchRail(hung);
  rail.isConnected = false;
  forget();
  await ready;
  expect([columnHeight.value, measured.value]).toEqual([600, 1]);
});

test("it is tight once papers are taller together than the columns there are", () => {
  expect(isTight([], 1440, 780)).toBe(false);
  expect(isTight(Array(7).fill(2), 1440, 780)).toBe(false);
  expect(isTight(Array(16).fill(2), 1440, 780)).toBe(true);
  expect(isTight([1, 1, 1], 300, 780)).toBe(true);
});
