import { expect, test, vi } from "vitest";

vi.stubGlobal("addEventListener", () => undefined);
const { Form } = await import("./form");

test("what is typed while a save is on its way stays, and is what the next save is about", () => {
  const form = new Form({ name: "Soup", description: "" }, 1);
  form.set({ name: "Soup " });
  const sent = form.value.value;
  form.set({ description: "hot" });
  form.settle({ name: "Soup", description: "" }, 2, sent);
  expect([form.value.value, form.changes(), form.version.value]).toEqual([
    { name: "Soup", description: "hot" },
    { description: "hot" },
    2,
  ]);
});
