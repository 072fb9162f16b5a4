import { afterAll, expect, test, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null });
vi.stubGlobal("location", { hash: "" });
const { chooseDate, page, today } = await import("./report");

afterAll(() => void vi.unstubAllGlobals());

test("a past day that comes when one is back at the running one is not taken for today", async () => {
  const asked: string[] = [];
  const answers: ((date: string) => void)[] = [];
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    return new Promise<Response>((answer) => answers.push((date) => answer(Response.json({ date }))));
  });
  const load = async (date: string, meanwhile: () => void) => {
    const loaded = page.load();
    meanwhile();
    answers.pop()?.(date);
    await loaded;
  };

  await load("2026-11-25", () => undefined);
  chooseDate("2026-11-20");
  await load("2026-11-20", () => chooseDate(null));
  expect(asked).toEqual(["/api/reports/day?", "/api/reports/day?date=2026-11-20"]);
  expect(today.value).toBe("2026-11-25");
});
