import { expect, test, vi } from "vitest";
import type { GuestSession, Order } from "../api/types";

vi.stubGlobal("document", { documentElement: { lang: "" }, getElementById: () => null });
vi.stubGlobal("history", { scrollRestoration: "auto" });
vi.stubGlobal("addEventListener", () => undefined);
vi.stubGlobal("window", globalThis);
const { secondsLeft } = await import("./takingBack");
const { visit } = await import("./visit");

const order = (more: Partial<Order> = {}): Order =>
  ({
    mine: true,
    status: "OPEN",
    created_at: new Date().toISOString(),
    lines: [],
    held_because: null,
    ...more,
  }) as Order;

test("an order that staff look at first has no countdown", () => {
  visit.value = { ordering: { open: true, reason: null, confirms_after: 20 } } as GuestSession;
  expect(secondsLeft(order())).toBeGreaterThan(0);
  expect(secondsLeft(order({ held_because: "value-cap" }))).toBeNull();
  expect(secondsLeft(order({ mine: false }))).toBeNull();
});
