import type { EventFrame } from "../api/types";

/** What an event says must be fetched again; ids are null where the event does not tell. */
export type Concerns = {
  menu: boolean;
  floor: boolean;
  called: boolean;
  settings: boolean;
  orderId: string | null;
  sessionId: string | null;
  unclear: boolean;
};

const textOf = (body: Record<string, unknown>, name: string): string | null => {
  const found = body[name];
  return typeof found === "string" ? found : null;
};

/** A frame is a hint of what changed, never the truth about it. */
export function concernsOf({ kind, entity_id, body }: EventFrame): Concerns {
  const family = kind.split(".")[0] ?? "";
  const menu = family === "menu" || family === "product" || family === "option";
  const orderId = family === "order" ? entity_id : textOf(body, "order_id");
  const sessionId = textOf(body, "qr_session_id") ?? (family === "session" ? entity_id : null);
  const ours = ["order", "line", "session", "bill", "payment", "guest"].includes(family);
  return {
    menu,
    floor: family === "floor",
    called: kind.startsWith("guest.request") || kind === "session.closed",
    settings: kind === "branch.changed",
    orderId,
    sessionId,
    unclear: ours && orderId === null && sessionId === null,
  };
}
