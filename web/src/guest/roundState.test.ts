import { beforeAll, expect, test, vi } from "vitest";
import common from "../../locales/en/common.json";
import words from "../../locales/en/guest-table.json";
import type { LineStatus, Order, OrderLine } from "../api/types";
import { speak } from "../lib/i18n";
import { roundState } from "./roundState";

beforeAll(() => {
  vi.stubGlobal("document", { documentElement: { lang: "" } });
  speak("en", common, words);
});

const at = "2026-11-22T20:42:00.000000Z";
const line = (status: LineStatus) => ({ status }) as OrderLine;
const round = (status: Order["status"], ...lines: LineStatus[]) =>
  roundState({ status, confirmed_at: at, lines: lines.map(line) } as Order).word;

test.each([
  ["waits for staff first", "OPEN", ["PLACED"], "Waiting for our staff"],
  ["is cooked as soon as one item is begun", "CONFIRMED", ["FIRED", "PREPARING"], "Being prepared"],
  ["is not ready while one item is not", "CONFIRMED", ["READY", "FIRED"], "Being prepared"],
  ["is ready when every item is", "CONFIRMED", ["READY", "SERVED"], "Ready"],
  ["is served when every item is, paid or not", "PAID", ["SERVED", "SERVED"], "Served"],
  ["does not wait for a cancelled item", "CONFIRMED", ["READY", "VOIDED"], "Ready"],
  ["is cancelled when nothing of it is left", "CONFIRMED", ["VOIDED"], "Cancelled"],
  ["is cancelled as a whole", "CANCELLED", ["PLACED"], "Cancelled"],
] as const)("a round %s", (_, status, lines, word) => {
  expect(round(status, ...lines)).toBe(word);
});

test("a confirmed round says since when the kitchen has it", () => {
  expect(round("CONFIRMED", "FIRED")).toMatch(/^In the kitchen since \d\d:42$/);
});
