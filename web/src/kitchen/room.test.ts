import { expect, test, vi } from "vitest";
import { columnHeight, measured, watchRail } from "./room";

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
  const style = { columnWidth: "320px", paddingBlockStart: "8px", paddingBlockEnd: "8px" };
  vi.stubGlobal("getComputedStyle", (rail: { isConnected: boolean }) =>
    rail.isConnected ? style : { columnWidth: "", paddingBlockStart: "", paddingBlockEnd: "" },
  );
  const rail = { isConnected: true, clientHeight: 616 };
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
