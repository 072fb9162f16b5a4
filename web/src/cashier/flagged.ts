import { computed } from "@preact/signals";
import type { Order, OrderLine } from "../api/types";
import { orders } from "./house";
import { isAlive } from "./inbox";

export type FlaggedLine = { order: Order; line: OrderLine };

/** The kitchen has said that it cannot make this, and nobody has swapped it or taken it off yet. */
export const isFlagged = (line: OrderLine): boolean => line.flagged && isAlive(line) && line.status !== "SERVED";

export const flaggedOf = (all: readonly Order[]): FlaggedLine[] =>
  all.flatMap((order) => order.lines.filter(isFlagged).map((line) => ({ order, line })));

export const flagged = computed(() => flaggedOf(orders.value.value ?? []));
