import { afterEach, expect, test, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null });
const { callAll } = await import("./server");

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
