import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openOutbox } from "./outbox";

const MINUTE = 60_000;
const order = { lines: [{ product_id: "soup", quantity: 1, options: [] }] };

type Sent = { key: string; body: unknown };
let sent: Sent[] = [];
let boxes = 0;
let name = "";

/** The next requests get these answers, in turn; "lost" means the server did it and the answer never came. */
function answers(...turns: ("lost" | Response)[]): void {
  vi.stubGlobal("fetch", async (_path: string, wanted: RequestInit) => {
    sent.push({ key: new Headers(wanted.headers).get("idempotency-key") ?? "", body: JSON.parse(String(wanted.body)) });
    const turn = turns.shift() ?? "lost";
    if (turn === "lost") throw new TypeError("network");
    return turn;
  });
}

const accepted = (body: unknown = { id: "order" }) => Response.json(body, { status: 201 });
const soldOut = () =>
  Response.json(
    {
      type: "/problems/item-unavailable",
      title: "Not on sale",
      status: 409,
      lines: [{ index: 0, reason: "sold_out" }],
    },
    { status: 409 },
  );

/** The server wants to be left alone with it for a minute. */
const busy = () =>
  Response.json(
    { type: "/problems/too-many-waiting-orders", title: "Many orders wait", status: 429, limit: 50, retry_after: 60 },
    { status: 429, headers: { "retry-after": "60" } },
  );

beforeEach(() => {
  sent = [];
  name = `test ${++boxes}`;
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("an answered order leaves the box", async () => {
  answers(accepted());
  const outbox = openOutbox(name, 3 * MINUTE);
  expect(await outbox.submit("/api/orders", order)).toEqual({ kind: "accepted", answer: { id: "order" } });
  expect(outbox.jobs.value).toEqual([]);
});

test("a lost answer is asked for again under the same key and body", async () => {
  answers("lost", accepted());
  const outbox = openOutbox(name, 3 * MINUTE);
  expect(await outbox.submit("/api/orders", order)).toMatchObject({ kind: "waiting" });
  expect(outbox.jobs.value).toHaveLength(1);
  await outbox.flush();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(outbox.jobs.value).toEqual([]);
});

test("an order survives the page and is sent by the next one under its key", async () => {
  answers("lost", accepted());
  await openOutbox(name, 3 * MINUTE).submit("/api/orders", order);
  const reloaded = openOutbox(name, 3 * MINUTE);
  await reloaded.flush();
  expect(sent[1]).toEqual(sent[0]);
  expect(reloaded.jobs.value).toEqual([]);
});

test("a refused order stays with the server's reason and is not sent by itself", async () => {
  answers(soldOut());
  const outbox = openOutbox(name, 3 * MINUTE);
  expect((await outbox.submit("/api/orders", order)).kind).toBe("refused");
  await outbox.flush();
  expect(sent).toHaveLength(1);
  expect(outbox.jobs.value[0]?.refused).toEqual({
    slug: "item-unavailable",
    title: "Not on sale",
    extras: { lines: [{ index: 0, reason: "sold_out" }] },
  });
});

test("a refused order is decided afresh when a person asks again", async () => {
  answers(soldOut(), accepted());
  const outbox = openOutbox(name, 3 * MINUTE);
  await outbox.submit("/api/orders", order);
  const [job] = outbox.jobs.value;
  expect(await outbox.retry(job?.key ?? "")).toEqual({ kind: "accepted", answer: { id: "order" } });
  expect(sent[1]?.key).toBe(sent[0]?.key);
});

test("other content is another order with another key", async () => {
  answers("lost", "lost");
  const outbox = openOutbox(name, 3 * MINUTE);
  await outbox.submit("/api/orders", order);
  await outbox.submit("/api/orders", { lines: [] });
  expect(new Set(outbox.jobs.value.map((job) => job.key)).size).toBe(2);
});

test("a failing server and a lost sign-in keep the order waiting", async () => {
  const signedOut = { type: "/problems/not-signed-in", title: "Sign in", status: 401 };
  answers(new Response("", { status: 503 }), Response.json(signedOut, { status: 401 }), accepted());
  const outbox = openOutbox(name, 3 * MINUTE);
  expect((await outbox.submit("/api/orders", order)).kind).toBe("waiting");
  await outbox.flush();
  expect(outbox.jobs.value[0]?.refused).toBeUndefined();
  await outbox.flush();
  expect(outbox.jobs.value).toEqual([]);
});

test("orders go out in the order they were made and stop at the first silence", async () => {
  answers("lost", "lost", accepted(), "lost");
  const outbox = openOutbox(name, 3 * MINUTE);
  await outbox.submit("/api/orders", { lines: [1] });
  await new Promise((done) => setTimeout(done, 2));
  await outbox.submit("/api/orders", { lines: [2] });
  await outbox.flush();
  expect(sent.map(({ body }) => body)).toEqual([{ lines: [1] }, { lines: [2] }, { lines: [1] }, { lines: [2] }]);
  expect(outbox.jobs.value.map((job) => job.body)).toEqual([{ lines: [2] }]);
});

test("an order that waited too long asks a person first", async () => {
  answers("lost", accepted());
  const outbox = openOutbox(name, 3 * MINUTE);
  await outbox.submit("/api/orders", order);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 4 * MINUTE });
  await outbox.flush();
  expect(sent).toHaveLength(1);
  const [job] = outbox.jobs.value;
  if (!job) throw new Error("the order is gone");
  expect(outbox.isStale(job)).toBe(true);
  expect((await outbox.retry(job.key)).kind).toBe("accepted");
});

test("an order of one table is never sent for another", async () => {
  answers("lost");
  await openOutbox(name, 3 * MINUTE).submit("/api/orders", order);
  const nextVisit = openOutbox(`${name} next`, 3 * MINUTE);
  await nextVisit.flush();
  expect(sent).toHaveLength(1);
  expect(nextVisit.jobs.value).toEqual([]);
});

test("the box holds an order before it is sent, and remembers what it was made of after it was taken", async () => {
  answers(accepted());
  const outbox = openOutbox(name, 3 * MINUTE);
  const lines = [{ id: "line", quantity: 2 }];
  let before = -1;
  await outbox.submit("/api/orders", order, lines, () => {
    before = sent.length;
  });
  expect(before).toBe(0);
  expect(await openOutbox(name, 3 * MINUTE).everKept()).toEqual(lines);
  expect(outbox.jobs.value).toEqual([]);
});

test("a refused order that was taken back is on its way no more", async () => {
  answers(soldOut());
  const outbox = openOutbox(name, 3 * MINUTE);
  await outbox.submit("/api/orders", order, [{ id: "line" }]);
  expect(await outbox.everKept()).toEqual([{ id: "line" }]);
  await outbox.discard(outbox.jobs.value[0]?.key ?? "");
  expect(await outbox.everKept()).toEqual([]);
});

test("a discarded order is gone", async () => {
  answers("lost");
  const outbox = openOutbox(name, 3 * MINUTE);
  await outbox.submit("/api/orders", order);
  await outbox.discard(outbox.jobs.value[0]?.key ?? "");
  expect(outbox.jobs.value).toEqual([]);
});

test("what a busy server did not take is kept, left alone for as long as it says, and sent under its key", async () => {
  answers(busy(), accepted());
  const outbox = openOutbox(name, 3 * MINUTE);
  expect(await outbox.submit("/api/orders", order)).toMatchObject({ kind: "waiting" });
  expect(outbox.jobs.value[0]?.later?.slug).toBe("too-many-waiting-orders");
  expect(outbox.jobs.value[0]?.refused).toBeUndefined();
  for (let tap = 0; tap < 20; tap++) await outbox.flush();
  expect(sent).toHaveLength(1);

  const reloaded = openOutbox(name, 3 * MINUTE);
  await reloaded.flush();
  expect(sent).toHaveLength(1);

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + MINUTE + 1 });
  await reloaded.flush();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
  expect(reloaded.jobs.value).toEqual([]);
});

test("what comes after it waits too, so that orders keep their order", async () => {
  answers(busy());
  const outbox = openOutbox(name, 3 * MINUTE);
  await outbox.submit("/api/orders", { lines: [1] });
  await new Promise((done) => setTimeout(done, 2));
  answers("lost");
  await outbox.submit("/api/orders", { lines: [2] });
  await outbox.flush();
  expect(sent.map(({ body }) => body)).toEqual([{ lines: [1] }, { lines: [2] }]);
});

test("a clock that was set back holds nothing up", async () => {
  answers(busy(), accepted());
  const outbox = openOutbox(name, 3 * MINUTE);
  await outbox.submit("/api/orders", order);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
  await outbox.flush();
  expect(outbox.jobs.value).toEqual([]);
});

test("a person who asks again is not held up", async () => {
  answers(busy(), accepted());
  const outbox = openOutbox(name, 3 * MINUTE);
  await outbox.submit("/api/orders", order);
  expect((await outbox.retry(outbox.jobs.value[0]?.key ?? "")).kind).toBe("accepted");
});
