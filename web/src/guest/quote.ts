import type { Quote } from "../api/types";
import { ask } from "../lib/http";
import { keepQuoted } from "../lib/quoted";
import { canSend, wantedOrder } from "./keeping";
import { taxOnTop } from "./menu";
import { cartOpen } from "./view";

/** The cart with its tax, while it is looked at. */
export const quote = keepQuoted(
  () => (taxOnTop.value && cartOpen.value && canSend() ? { lines: wantedOrder().body.lines } : null),
  (body) => ask<Quote>("/api/quotes", { method: "POST", body }),
);
