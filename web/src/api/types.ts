import type { components, paths } from "./schema";

/*
 * The wire as the screens name it, from the server's own document. Amounts are integers in minor units, times RFC 3339
 * UTC. Where the document says only "text" and the contract lists the words, the words stand here.
 */
type Schemas = components["schemas"];

/** `Whole` with some fields known more exactly; a field the server does not send, or of another type, fails the build. */
type Exactly<Whole, Part extends { [Name in keyof Part]: Name extends keyof Whole ? Whole[Name] : never }> = Omit<
  Whole,
  keyof Part
> &
  Part;

/** "/api/orders/{id}" as it is asked for: any text in place of a name in braces. */
type Filled<Path extends string> = Path extends `${infer Head}{${string}}${infer Tail}`
  ? `${Head}${string}${Filled<Tail>}`
  : Path;
type Plain = Filled<Extract<keyof paths, string>>;
/** A path the server has, with or without a query. */
export type ApiPath = Plain | `${Plain}?${string}`;

export type Page<Item> = { items: Item[]; next: string | null };
export type Named = Schemas["Named"];

export type UnavailableBecause =
  | "switched_off"
  | "sold_out"
  | "outside_hours"
  | "staff_only"
  | "required_choice_gone"
  | "not_offered";
/** The language its name is in, where the menu was put into the reader's; without it that of the page. */
type Spoken = { lang?: string };
type Described = Spoken & { description_lang?: string };
/** `opens`: the question that follows when the option is chosen. */
export interface Option extends Omit<Schemas["OptionOut"], "kind" | "opens">, Spoken {
  kind: "choice" | "add" | "remove";
  opens?: OptionGroup | null;
}
export interface OptionGroup extends Omit<Schemas["OptionGroupOut"], "options">, Spoken {
  options: Option[];
}
export type Product = Exactly<
  Schemas["ProductOut"],
  { unavailable_because: UnavailableBecause | null; option_groups: OptionGroup[] }
> &
  Described;
export type ProductType = Exactly<Schemas["ProductTypeOut"], { products: Product[] }> & Described;
export type Menu = Exactly<Schemas["Menu"], { product_types: ProductType[] }>;

/** Minutes after which waiting is soon late, and late. */
export type Lateness = { new: [number, number]; bill_asked: [number, number]; ready: [number, number] };
export type Branch = Exactly<Schemas["BranchOfMine"], { lateness: Lateness }>;
export type Me = Exactly<Schemas["Me"], { branches: Branch[] }>;
export type FloorTable = Schemas["TableOut"];
export type GuestCall = Exactly<
  Schemas["RequestOut"],
  { kind: Schemas["RequestKind"]; how: Schemas["PayingHow"] | null }
>;

export type Service = Schemas["Service"];
export type SessionStatus = "OPEN" | "CLOSED";
export type ClosedBecause = "settled" | "empty" | "expired" | "merged" | "written_off";
type Visit = { status: SessionStatus; service: Service; closed_because: ClosedBecause | null };
export type Session = Exactly<Schemas["SessionOut"], Visit>;
export type SessionItem = Exactly<Schemas["SessionItem"], Visit>;
/** Items at a till that were not sent. */
export type DraftOut = Schemas["DraftOut"];
export type GuestSession = Exactly<Schemas["GuestSession"], Visit>;

export type LineStatus = Schemas["LineStatus"];
export type OrderStatus = "OPEN" | "CONFIRMED" | "PAID" | "CANCELLED";
export type ChosenOption = Schemas["ChosenOut"];
export type OrderLine = Exactly<Schemas["LineOut"], { status: LineStatus }>;
/** Why a waiting order is not confirmed automatically. */
export type HeldBecause = "device-limit" | "table-limit" | "value-cap" | "portions-cap" | "stock-share";
export type Order = Exactly<
  Schemas["OrderOut"],
  {
    status: OrderStatus;
    source: "guest" | "cashier";
    service: Service;
    lines: OrderLine[];
    held_because: HeldBecause | null;
  }
>;
/** A guest's phone at a table, with what it sent. */
export type Device = Schemas["DeviceOut"];
export type GuestRequest = Exactly<
  Schemas["RequestOut"],
  { kind: Schemas["RequestKind"]; how: Schemas["PayingHow"] | null; status: "OPEN" | "DONE" | "WITHDRAWN" }
>;
export type WantedLine = Schemas["LineIn"];
export type PlaceOrder = Schemas["PlaceOrder"];
export type Quote = Schemas["Quote"];

export type BillLine = Schemas["BillLineOut"];
export type Tax = Schemas["TaxOut"];
export type PaymentMethod = Schemas["Method"];
export type BillPayment = Schemas["PaymentOnBill"];
export type Bill = Exactly<Schemas["BillOut"], { status: "OPEN" | "SETTLED" }>;
export type TakePayment = Schemas["TakePayment"];
export type Payment = Schemas["PaymentOut"];

export type EventFrame = Omit<Exactly<Schemas["EventOut"], { body: Record<string, unknown> }>, "mark"> & {
  mark?: string;
};
export type EventPage = Omit<Schemas["EventPage"], "items"> & { items: EventFrame[] };

/** What the socket says: its twin, the page above, has the events and says the rest in its fields. */
export type Frame =
  | { type: "hello"; epoch: string; seq: number; mark?: string }
  | EventFrame
  | { type: "menu"; version: number }
  | { type: "resync" };
