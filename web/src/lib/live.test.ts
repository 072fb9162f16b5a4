import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EventFrame, Frame } from "../api/types";
import { follow, type Live } from "./live";

/** A socket whose other end the test holds. */
class Wire {
  static opened: Wire[] = [];
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((closing: { code: number }) => void) | null = null;

  constructor(readonly address: string) {
    Wire.opened.push(this);
  }
  say(frame: Frame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  close(code = 1006): void {
    this.onclose?.({ code });
  }
}

const event = (seq: number): EventFrame => ({
  type: "event",
  seq,
  kind: "order.placed",
  at: "2026-11-22T20:41:00.000000Z",
  entity: "order",
  entity_id: `order ${seq}`,
  body: {},
});

let heard: string[] = [];
let asked: string[] = [];
let page: () => Response = () => new Response("", { status: 503 });
let live: Live;

const listener = {
  onEvent: ({ seq }: EventFrame) => heard.push(`event ${seq}`),
  onMenu: (version: number) => heard.push(`menu ${version}`),
  onResync: () => heard.push("resync"),
  onRefused: () => heard.push("refused"),
};
const wire = (): Wire => {
  const last = Wire.opened[Wire.opened.length - 1];
  if (!last) throw new Error("no socket");
  return last;
};
const query = (address: string) => Object.fromEntries(new URL(address, "http://house").searchParams);

beforeEach(() => {
  vi.useFakeTimers();
  heard = [];
  asked = [];
  Wire.opened = [];
  page = () => new Response("", { status: 503 });
  vi.stubGlobal("WebSocket", Wire);
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("location", { origin: "http://house" });
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("removeEventListener", () => undefined);
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    return page();
  });
  live = follow(listener, "branch");
});
afterEach(() => {
  live.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("the first hello asks for what is shown, then each event comes once and in order", () => {
  wire().say({ type: "hello", epoch: "1", seq: 4 });
  for (const seq of [5, 6, 6, 5, 7]) wire().say(event(seq));
  wire().say({ type: "menu", version: 9 });
  expect(heard).toEqual(["resync", "event 5", "event 6", "event 7", "menu 9"]);
  expect(live.freshness.value).toBe("live");
});

test("a lost socket comes back where it stopped and fetches nothing twice", async () => {
  wire().say({ type: "hello", epoch: "1", seq: 4 });
  wire().say(event(5));
  wire().close();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(Wire.opened).toHaveLength(2);
  expect(query(wire().address)).toEqual({ as: "staff", branch_id: "branch", epoch: "1", after: "5" });
  wire().say({ type: "hello", epoch: "1", seq: 6 });
  wire().say(event(6));
  expect(heard).toEqual(["resync", "event 5", "event 6"]);
});

test("what it heard last goes along, so that an older database in the same place is noticed", async () => {
  wire().say({ type: "hello", epoch: "1.a", seq: 4, mark: "4-00" });
  wire().close();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(query(wire().address).mark).toBe("4-00");
  wire().say({ type: "hello", epoch: "1.a", seq: 5, mark: "5-00" });
  wire().say({ ...event(5), mark: "5-00" });
  wire().close();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(query(wire().address)).toMatchObject({ epoch: "1.a", after: "5", mark: "5-00" });
});

test("another epoch, or a cursor that is worth nothing, starts over", () => {
  wire().say({ type: "hello", epoch: "1", seq: 4 });
  wire().say({ type: "hello", epoch: "2", seq: 1 });
  wire().say({ type: "resync" });
  wire().say(event(2));
  expect(heard).toEqual(["resync", "resync", "resync", "event 2"]);
});

test("a blocked socket is replaced by asking every few seconds", async () => {
  wire().close();
  page = () => Response.json({ epoch: "1", seq: 4, items: [], menu_version: 9, resync: false });
  await vi.advanceTimersByTimeAsync(300);
  expect(live.freshness.value).toBe("polling");
  page = () => Response.json({ epoch: "1", seq: 5, items: [event(5)], menu_version: 9, resync: false });
  await vi.advanceTimersByTimeAsync(4_100);
  expect(heard).toEqual(["resync", "menu 9", "event 5", "menu 9"]);
  expect(query(asked[asked.length - 1] ?? "")).toEqual({
    as: "staff",
    branch_id: "branch",
    epoch: "1",
    after: "4",
    limit: "200",
  });
});

test("a page whose socket went to a newer one asks, and opens another only when somebody looks at it", async () => {
  page = () => Response.json({ epoch: "1", seq: 4, items: [], menu_version: 1, resync: false });
  wire().say({ type: "hello", epoch: "1", seq: 4 });
  wire().close(4409);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([Wire.opened.length, live.freshness.value]).toEqual([1, "polling"]);
  expect(asked.length).toBeGreaterThan(10);

  document.dispatchEvent(new Event("visibilitychange"));
  expect(Wire.opened.length).toBe(2);
});

test("silence for a quarter of a minute is said", async () => {
  wire().say({ type: "hello", epoch: "1", seq: 4 });
  wire().close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(live.freshness.value).toBe("connecting");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(live.freshness.value).toBe("delayed");
});

test("a socket that died without saying so is noticed and opened again", async () => {
  wire().say({ type: "hello", epoch: "1", seq: 4 });
  page = () => Response.json({ epoch: "1", seq: 5, items: [event(5)], menu_version: 9, resync: false });
  await vi.advanceTimersByTimeAsync(30_100);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(Wire.opened).toHaveLength(2);
});

test("who is not known any more is told so", async () => {
  page = () => Response.json({ type: "/problems/not-signed-in", title: "Sign in", status: 401 }, { status: 401 });
  wire().close();
  await vi.advanceTimersByTimeAsync(300);
  expect(heard).toEqual(["refused"]);
});

/** A branch whose log goes on with what is none of the listener's business; pages of two hundred at most. */
function strangers(head: { seq: number }, own: readonly number[] = []): () => Response {
  return () => {
    const after = Number(query(asked[asked.length - 1] ?? "").after ?? head.seq);
    const seq = Math.min(after + 200, head.seq);
    const items = own.filter((one) => one > after && one <= seq).map(event);
    return Response.json({ epoch: "1", seq, items, menu_version: 1, resync: false });
  };
}

test("asking goes on where the page ended, also when nothing in it was ours", async () => {
  const head = { seq: 4 };
  page = strangers(head, [650]);
  wire().close(4409);
  await vi.advanceTimersByTimeAsync(300);
  heard = [];
  head.seq = 700;
  await vi.advanceTimersByTimeAsync(4_100);
  expect(heard.filter((word) => word.startsWith("event"))).toEqual(["event 650"]);
  await vi.advanceTimersByTimeAsync(4_100);
  expect(query(asked[asked.length - 1] ?? "").after).toBe("700");
});

test("a quiet socket's cursor passes over what was not ours, so that its death is still noticed", async () => {
  wire().say({ type: "hello", epoch: "1", seq: 4 });
  const head = { seq: 150 };
  page = strangers(head, [345]);
  await vi.advanceTimersByTimeAsync(30_100);
  expect(Wire.opened).toHaveLength(1);
  head.seq = 350;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(query(asked[asked.length - 1] ?? "").after).toBe("150");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(Wire.opened).toHaveLength(2);
  expect(heard.filter((word) => word.startsWith("event"))).toEqual(["event 345"]);
});

test("an open socket behind which the log was replaced is opened anew", async () => {
  wire().say({ type: "hello", epoch: "1", seq: 40 });
  page = () => Response.json({ epoch: "2", seq: 9, items: [], menu_version: 1, resync: true });
  await vi.advanceTimersByTimeAsync(30_100);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(Wire.opened).toHaveLength(2);
});
