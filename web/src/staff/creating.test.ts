import { afterEach, expect, test, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null });
const { Creating, post } = await import("./creating");

afterEach(() => {
  vi.unstubAllGlobals();
});

const keysOf = (asked: RequestInit[]) => asked.map(({ headers }) => new Headers(headers).get("idempotency-key"));

test("what was not answered is told again under its key, and the next of its kind under another", async () => {
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

test("what was refused is new the next time, and so is the same of another form", async () => {
  const asked: RequestInit[] = [];
  vi.stubGlobal("fetch", async (_: string, wanted: RequestInit) => {
    if (asked.push(wanted) === 1) return Response.json({ type: "/problems/label-taken" }, { status: 409 });
    throw new TypeError("Failed to fetch");
  });
  const add = (creating: InstanceType<typeof Creating>) =>
    expect(creating.post("/api/areas", { label: "Garden" })).rejects.toThrow();
  const first = new Creating();
  await add(first);
  await add(first);
  await add(new Creating());
  expect(new Set(keysOf(asked)).size).toBe(3);
  await add(first);
  expect(keysOf(asked)[3]).toBe(keysOf(asked)[1]);
});
