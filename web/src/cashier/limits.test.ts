import { expect, test } from "vitest";
import type { Device } from "../api/types";
import { heldLimits, heldReasons, raised, senders, staying, turnedAway } from "./limits";
import { minutesBefore, order, session } from "./samples";

const held = (because: "device-limit" | "value-cap" | "stock-share" | null) =>
  order(`${because}`, "4", [], { held_because: because });

const device = (id: string, waiting: number, removed = false): Device => ({
  id,
  qr_session_id: "4",
  name: id,
  joined_at: minutesBefore(20),
  removed_at: removed ? minutesBefore(1) : null,
  orders: waiting,
  waiting,
  lately: waiting,
});

test("a tap lets six phones and six orders more in, twenty of the table, and twice the value", () => {
  expect(raised("devices", 12)).toBe(18);
  expect(raised("device_orders", 6)).toBe(12);
  expect(raised("table_orders", 20)).toBe(40);
  expect(raised("value", 50_000)).toBe(100_000);
  expect(raised("portions", 100)).toBe(200);
});

test("no limit is raised beyond what the server takes", () => {
  expect(raised("devices", 498)).toBe(500);
  expect(raised("portions", 9_000)).toBe(10_000);
});

test("a ticket says each reason once, and offers the limits that can be raised", () => {
  const orders = [held("device-limit"), held(null), held("stock-share"), held("device-limit"), held("value-cap")];
  expect(heldReasons(orders)).toEqual(["device-limit", "stock-share", "value-cap"]);
  expect(heldLimits(orders)).toEqual(["device_orders", "value"]);
});

test("who sent most is named first; who was removed counts no more among those who are in", () => {
  const devices = [device("few", 2), device("none", 0), device("many", 50), device("gone", 3, true)];
  expect(senders(devices).map(({ id }) => id)).toEqual(["many", "gone", "few"]);
  expect(staying(devices).map(({ id }) => id)).toEqual(["few", "none", "many"]);
});

test("a limit that was left as it is asks no more until it moves", () => {
  const away = session("4", { turned_away_at: minutesBefore(1) });
  expect(turnedAway([away, session("5")], new Map())).toEqual([away]);
  expect(turnedAway([away], new Map([["4", 12]]))).toEqual([]);
  expect(turnedAway([away], new Map([["4", 6]]))).toEqual([away]);
});
