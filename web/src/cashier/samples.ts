import type { Bill, FloorTable, Lateness, LineStatus, Order, OrderLine, SessionItem } from "../api/types";

/** Small pieces of a service for the tests of the rules; every default is the plainest case. */

const AT = "2026-11-22T19:00:00.000000Z";
export const NOON = new Date(AT).getTime();
export const minutesBefore = (minutes: number): string => new Date(NOON - minutes * 60_000).toISOString();

export const LIMITS: Lateness = { new: [2, 5], bill_asked: [3, 6], ready: [2, 4] };

export function table(label: string, more: Partial<FloorTable> = {}): FloorTable {
  const area = { id: "room", name: "Room" };
  return { id: `t${label}`, label, area_id: area.id, area, seats: 4, x: 0, y: 0, shape: "square", version: 1, ...more };
}

export function session(id: string, more: Partial<SessionItem> = {}): SessionItem {
  return {
    id,
    organization_id: "house",
    branch_id: "branch",
    table_id: `t${id}`,
    table_label: id,
    status: "OPEN",
    service: "dine_in",
    name: null,
    guests: null,
    qr_url: "http://localhost/user",
    opened_at: AT,
    opened_by: null,
    served_by: null,
    touched_at: AT,
    business_date: "2026-11-22",
    closed_at: null,
    closed_because: null,
    version: 1,
    total: 0,
    outstanding: 0,
    captured: 0,
    waiting: 0,
    cooking: 0,
    ready: 0,
    joined: 0,
    last_order_at: null,
    bill_asked: false,
    currency: "EUR",
    tax_included: true,
    served: 0,
    waiting_since: null,
    ready_since: null,
    bill_asked_since: null,
    bill_how: null,
    calls: 0,
    drafts: [],
    waiting_total: 0,
    turned_away_at: null,
    ordering_locked: false,
    limits: { devices: 12, device_orders: 6, table_orders: 20, value: 50_000, portions: 100 },
    ...more,
  };
}

export function line(id: string, status: LineStatus = "FIRED", more: Partial<OrderLine> = {}): OrderLine {
  return {
    id,
    product_id: "soup",
    name: "Soup",
    quantity: 1,
    unit_price: 500,
    options: [],
    line_total: 500,
    note: "",
    allergies: [],
    seat: null,
    course: null,
    status,
    status_at: AT,
    step_back: null,
    begun: ["PREPARING", "READY", "SERVED"].includes(status),
    void_reason: null,
    station: "kitchen",
    flagged: false,
    allergy_seen_at: null,
    ...more,
  };
}

export function order(id: string, sessionId: string, lines: OrderLine[], more: Partial<Order> = {}): Order {
  return {
    id,
    number: 1,
    status: "OPEN",
    source: "guest",
    service: "dine_in",
    organization_id: "house",
    branch_id: "branch",
    table_id: `t${sessionId}`,
    table_label: sessionId,
    qr_session_id: sessionId,
    placed_by: "Basil",
    mine: false,
    currency: "EUR",
    note: "",
    cancelled_because: null,
    lines,
    total: 500,
    created_at: AT,
    confirmed_at: null,
    held_because: null,
    version: 1,
    ...more,
  };
}

export function bill(outstanding: number, more: Partial<Bill> = {}): Bill {
  return {
    id: "bill",
    qr_session_id: "4",
    status: "OPEN",
    number: null,
    currency: "EUR",
    tax_included: true,
    lines: [],
    waiting: [],
    waiting_orders: 0,
    waiting_total: 0,
    subtotal: outstanding,
    discounts: [],
    charges: [],
    taxes: [],
    total: outstanding,
    captured: 0,
    reserved: 0,
    outstanding,
    cash_due: outstanding,
    cash_step: 1,
    rounding: 0,
    payments: [],
    settled_at: null,
    ...more,
  };
}
