/** The wire, as the screens see it. Amounts are integers in minor units, times RFC 3339 UTC. */

export type Named = { id: string; name: string };

export type UnavailableBecause =
  | "switched_off"
  | "sold_out"
  | "outside_hours"
  | "staff_only"
  | "required_choice_gone"
  | "not_offered";

export type Option = {
  id: string;
  name: string;
  price_delta: number;
  available: boolean;
  default: boolean;
  kind: "choice" | "add" | "remove";
  allergens: string[];
};

export type OptionGroup = {
  id: string;
  name: string;
  required: boolean;
  min: number;
  max: number | null;
  max_per_option: number;
  free_quantity: number;
  options: Option[];
};

export type Product = {
  id: string;
  sku: string | null;
  name: string;
  description: string | null;
  price: number;
  available: boolean;
  unavailable_because: UnavailableBecause | null;
  remaining: number | null;
  /** When it is sold again, as far as the branch knows. */
  available_from: string | null;
  allergens: string[];
  additives: string[];
  tags: string[];
  spiciness: number | null;
  min_age: number | null;
  option_groups: OptionGroup[];
};

export type ProductType = {
  id: string;
  name: string;
  description: string | null;
  position: number;
  station: string;
  products: Product[];
};

export type Menu = {
  version: number;
  currency: string;
  minor_unit: number;
  language: string;
  /** When to fetch again: a window opens or closes, an "until" passes. */
  changes_at: string | null;
  branch: Named;
  house: { name: string };
  product_types: ProductType[];
};

export type Branch = Named & { currency: string; timezone: string; country: string; role: string };
export type Me = {
  staff: Named & { email: string };
  role: string;
  organization: Named | null;
  branches: Branch[];
};

export type Page<Item> = { items: Item[]; next: string | null };

export type FloorTable = {
  id: string;
  label: string;
  area_id: string;
  area: Named;
  seats: number;
  x: number;
  y: number;
  shape: string;
};

export type Service = "dine_in" | "takeaway";
export type ClosedBecause = "settled" | "empty" | "expired" | "merged" | "written_off";

export type Session = {
  id: string;
  organization_id: string;
  branch_id: string;
  table_id: string | null;
  table_label: string | null;
  status: "OPEN" | "CLOSED";
  service: Service;
  name: string | null;
  guests: number | null;
  qr_code_token: string;
  qr_url: string;
  opened_at: string;
  opened_by: Named | null;
  served_by: Named | null;
  touched_at: string;
  business_date: string;
  closed_at: string | null;
  closed_because: ClosedBecause | null;
  version: number;
};

export type SessionItem = Omit<Session, "qr_code_token"> & {
  total: number;
  outstanding: number;
  captured: number;
  /** Orders that wait for staff. */
  waiting: number;
  cooking: number;
  ready: number;
  /** Devices that joined. */
  joined: number;
  last_order_at: string | null;
  bill_asked: boolean;
};

export type LineStatus = "PLACED" | "HELD" | "FIRED" | "PREPARING" | "READY" | "SERVED" | "VOIDED";
export type OrderStatus = "OPEN" | "CONFIRMED" | "PAID" | "CANCELLED";

export type ChosenOption = { option_id: string; group: string; name: string; price_delta: number; quantity: number };

export type OrderLine = {
  id: string;
  product_id: string;
  name: string;
  quantity: number;
  unit_price: number;
  options: ChosenOption[];
  line_total: number;
  note: string | null;
  allergies: string[];
  seat: number | null;
  course: number | null;
  status: LineStatus;
  void_reason: string | null;
  station: string;
};

export type Order = {
  id: string;
  number: number;
  status: OrderStatus;
  source: "guest" | "cashier";
  service: Service;
  organization_id: string;
  branch_id: string;
  table_id: string | null;
  table_label: string | null;
  qr_session_id: string;
  /** A guest's given name or the staff member's. */
  placed_by: string | null;
  /** Sent from this device. */
  mine: boolean;
  currency: string;
  note: string | null;
  cancelled_because: string | null;
  lines: OrderLine[];
  total: number;
  created_at: string;
  confirmed_at: string | null;
  version: number;
};

export type WantedLine = {
  product_id: string;
  quantity: number;
  note?: string;
  options: { option_id: string; quantity?: number }[];
};

export type PlaceOrder = {
  qr_session_id?: string;
  service?: Service;
  note?: string;
  menu_version?: number;
  lines: WantedLine[];
};

export type Quote = {
  currency: string;
  menu_version: number;
  lines: Pick<OrderLine, "product_id" | "name" | "quantity" | "unit_price" | "line_total" | "options">[];
  total: number;
};

export type BillLine = {
  order_id: string;
  order_number: number;
  line_id: string;
  product_id: string;
  name: string;
  quantity: number;
  unit_price: number;
  options: { name: string; price_delta: number; quantity: number }[];
  line_total: number;
  tax_rate: string;
  guest: string | null;
};

export type Tax = { tax_rate_id: string; name: string; rate: string; net: number; tax: number; gross: number };

export type PaymentMethod = "cash" | "card" | "other";

export type BillPayment = {
  id: string;
  method: string;
  status: string;
  amount: number;
  tendered: number | null;
  change: number | null;
  rounding: number;
  tip: number;
  at: string;
};

export type Bill = {
  id: string | null;
  qr_session_id: string;
  status: "OPEN" | "SETTLED";
  number: number | null;
  currency: string;
  tax_included: boolean;
  lines: BillLine[];
  /** Not on the bill: orders that wait for staff. */
  waiting: BillLine[];
  subtotal: number;
  discounts: unknown[];
  charges: unknown[];
  taxes: Tax[];
  total: number;
  captured: number;
  reserved: number;
  outstanding: number;
  /** What is still to pay if cash settles it, after cash rounding. */
  cash_due: number;
  cash_step: number;
  rounding: number;
  payments: BillPayment[];
  settled_at: string | null;
};

export type TakePayment = {
  method: PaymentMethod;
  amount?: number;
  tendered?: number;
  tip?: number;
  close?: boolean;
};

export type Payment = BillPayment & {
  qr_session_id: string;
  closed: boolean;
  because: string | null;
  bill_number: number | null;
  currency: string;
};

export type GuestSession = {
  qr_session_id: string;
  table_label: string | null;
  service: Service;
  status: "OPEN" | "CLOSED";
  closed_because: ClosedBecause | null;
  guest: Named;
  branch: Named;
  house: { name: string };
  currency: string;
  ordering: { open: boolean; reason: string | null };
};

export type EventFrame = {
  type: "event";
  seq: number;
  kind: string;
  at: string;
  entity: string;
  entity_id: string;
  body: Record<string, unknown>;
};

export type Frame =
  | { type: "hello"; epoch: string; seq: number }
  | EventFrame
  | { type: "menu"; version: number }
  | { type: "resync" };

export type EventPage = { epoch: string; seq: number; items: EventFrame[]; menu_version: number; resync: boolean };
