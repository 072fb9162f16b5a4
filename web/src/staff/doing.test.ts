import { beforeAll, expect, test, vi } from "vitest";
import till from "../../locales/en/cashier.json";
import words from "../../locales/en/staff.json";
import { NoAnswer, Refusal } from "../lib/http";
import { speak } from "../lib/i18n";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
const { faultWords } = await import("./doing");

beforeAll(() => speak("en", words, till));

test("a refusal that counts says how many", () => {
  const pending = (count: number) => faultWords(new Refusal("orders-pending", 409, "No", null, { count }));
  expect(pending(1)).toBe("1 order is still waiting at this table. Confirm it or cancel it first.");
  expect(pending(214)).toBe("214 orders are still waiting at this table. Confirm them or cancel them first.");
});

test("a refusal that nobody has put into words says the server's own", () => {
  expect(faultWords(new Refusal("never-heard-of", 409, "That cannot be.", null))).toBe("That cannot be.");
});

test("a server that answers without a yes or a no says why", () => {
  expect(faultWords(new NoAnswer("status 507", 507))).toBe(words["fault.full"]);
  expect(faultWords(new NoAnswer("status 503", 503))).toBe(words["fault.busy"]);
  expect(faultWords(new NoAnswer("no answer"))).toBe(words["fault.no_answer"]);
});
