import { expect, test, vi } from "vitest";
import { Refusal } from "../lib/http";
import { speak } from "../lib/i18n";

vi.stubGlobal("localStorage", { getItem: () => null });
const { act } = await import("./doing");
const { faultsIn } = await import("./fieldFaults");

speak("en", { "fault.other": "{detail}", "fault.empty": "Please type it." });

async function refused(...fields: string[]): Promise<Refusal> {
  const errors = fields.map((field) => ({ pointer: `/${field}`, code: "empty" }));
  const refusal = new Refusal("invalid-body", 422, "Not right.", null, { errors });
  await act("change", () => Promise.reject(refusal));
  return refusal;
}

test("what every shown field says of itself is not said once more", async () => {
  await refused("name", "email");
  const { at, rest } = faultsIn("change", ["name", "email", "password"]);
  expect([at("name"), at("password"), rest]).toEqual(["Please type it.", undefined, null]);
});

test("a fault of a field that is not shown is said beside them all", async () => {
  const refusal = await refused("name", "role");
  const { at, rest } = faultsIn("change", ["name"]);
  expect(at("name")).toBe("Please type it.");
  expect(rest).toBe(refusal);
});
