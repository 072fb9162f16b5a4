import { expect, test, vi } from "vitest";
import { Refusal } from "../lib/http";

vi.stubGlobal("addEventListener", () => undefined);
vi.stubGlobal("localStorage", { getItem: () => null });
const { faultOf } = await import("./doing");
const { Form } = await import("./form");
const { saveForm } = await import("./saving");

type Soup = { name: string; version: number };
const stale = () => new Refusal("version-conflict", 412, "Somebody changed this meanwhile.");

/** Saves a form typed into, of something that others change beside it as often as it is refused. */
function save(refusals: number) {
  const form = new Form({ name: "Soup" }, 1);
  form.set({ name: "Hot soup" });
  const sent: number[] = [];
  const saved = saveForm<{ name: string }, Soup>({
    name: "save soup",
    form,
    check: () => new Map(),
    send: async () => {
      sent.push(form.version.peek());
      if (sent.length <= refusals) throw stale();
      return { ...form.value.peek(), version: 9 };
    },
    fetchNow: async () => ({ name: "Soup", version: sent.length + 1 }),
    toForm: ({ name }) => ({ name }),
  });
  return { form, sent, saved };
}

test("what others changed beside a form is taken up, and the form sent once more", async () => {
  const { sent, saved } = save(1);
  expect([await saved, sent, faultOf("save soup")]).toEqual([{ name: "Hot soup", version: 9 }, [1, 2], null]);
});

test("a form that is refused a second time is not sent a third; it says why and keeps what was typed", async () => {
  const { form, sent, saved } = save(2);
  expect([await saved, sent]).toEqual([null, [1, 2]]);
  expect([form.value.value, faultOf("save soup")]).toEqual([{ name: "Hot soup" }, stale()]);
});
