import type { components } from "../api/schema";

/* The board as the kitchen names it; where the document says only "text", the words stand here. */
type Schemas = components["schemas"];

export type Step = "FIRED" | "PREPARING" | "READY";
export type Line = Omit<Schemas["KitchenLine"], "status" | "step_back" | "options"> & {
  status: Step;
  step_back: Step | null;
  options: Choice[];
};
export type Choice = Omit<Schemas["KitchenOption"], "kind"> & { kind: "choice" | "add" | "remove" };
export type KitchenTicket = Omit<Schemas["TicketOut"], "lines" | "lateness"> & {
  lines: Line[];
  lateness: [number, number];
};
export type Cancelled = Omit<Schemas["CancelledLine"], "line"> & { line: Line };
export type AllDay = Schemas["AllDay"];
export type Board = Omit<Schemas["BoardOut"], "items" | "cancelled"> & {
  items: KitchenTicket[];
  cancelled: Cancelled[];
};
/** A line, and where a tap takes it. */
export type Move = { line_id: string; status: Step };
