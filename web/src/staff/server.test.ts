import { afterEach, expect, test, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null });
const { callAll, post } = await import("./server");

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a list is asked for until no page follows", async () => {
  const asked: string[] = [];
  const pages = [
    { items: ["a", "b"], next: "2_b" },
    { items: ["c"], next: "3_c" },
    { items: ["d"], next: null },
  ];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    return Response.json(pages[asked.length - 1]);
  });

  expect(await callAll("/api/staff")).toEqual(["a", "b", "c", "d"]);
  expect(asked).toEqual(["/api/staff", "/api/staff?cursor=2_b", "/api/staff?cursor=3_c"]);
});

const keysOf = (asked: RequestInit[]) => asked.map(({ headers }) => new Headers(headers).get("idempotency-key"));

test("what was not answered is tried again under its key, and the next of its kind under another", async () => {
  const asked: RequestInit[] = [];
  const answers = ["lost", { id: "1" }, { id: "2" }, { id: "3" }];
  vi.stubGlobal("fetch", async (_: string, wanted: RequestInit) => {
    const answer = answers[asked.push(wanted) - 1];
    if (answer === "lost") throw new TypeError("Failed to fetch");
    return Response.json(answer, { status: 201 });
  });
  const add = (label: string) => post("/api/areas", { label });

  await expect(add("Garden")).rejects.toThrow("no answer");
  expect(await add("Garden")).toEqual({ id: "1" });
  await add("Garden");
  await add("Hall");
  const [lost, again, ...others] = keysOf(asked);
  expect(again).toBe(lost);
  expect(new Set([lost, ...others]).size).toBe(3);
});

test("what was refused, or nobody tried again for a minute, is a new wish", async () => {
  const asked: RequestInit[] = [];
  vi.stubGlobal("fetch", async (_: string, wanted: RequestInit) => {
    if (asked.push(wanted) === 1) return Response.json({ type: "/problems/label-taken" }, { status: 409 });
    throw new TypeError("Failed to fetch");
  });
  const add = () => post("/api/areas", { label: "Garden" });
  vi.useFakeTimers();
  await expect(add()).rejects.toThrow();
  await expect(add()).rejects.toThrow("no answer");
  vi.setSystemTime(Date.now() + 60_000);
  await expect(add()).rejects.toThrow("no answer");
  vi.useRealTimers();
  expect(new Set(keysOf(asked)).size).toBe(3);
});
