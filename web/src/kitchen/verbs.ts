import type { ApiPath, Order, Page } from "../api/types";
import { t } from "../lib/i18n";
import { now } from "../lib/now";
import { act } from "../staff/doing";
import { branch } from "../staff/identity";
import { call, here } from "../staff/server";
import { type OffFor, untilOf } from "../staff/until";
import { board, lingering, menu } from "./kitchen";
import { movesBack, ticketMoves } from "./tickets";
import { offerUndo } from "./undo";
import type { KitchenTicket, Line, Move } from "./wire";

/**
 * Everything the kitchen tells the server. Each runs once at a time under its name, until the board says how it is:
 * a key that still showed the step before would go two steps with the next tap.
 */
async function tell<Answer>(name: string, path: ApiPath, body: unknown = {}): Promise<Answer | null> {
  const answer = await act(name, async () => {
    const told = await call<Answer>(here(path), { method: "POST", body });
    await board.load();
    return told;
  });
  if (!answer) await board.load();
  return answer;
}

export const moving = (ticketId: string): string => `move ${ticketId}`;

export const moveLines = (name: string, moves: readonly Move[]): Promise<Page<Order> | null> =>
  tell(name, "/api/kitchen/lines/status", { lines: moves });

function linger(ticketId: string, stays: boolean): void {
  const others = [...lingering.value].filter((id) => id !== ticketId);
  lingering.value = new Set(stays ? [...others, ticketId] : others);
}

async function move(ticket: KitchenTicket, moves: readonly Move[], words: string): Promise<void> {
  const name = moving(ticket.ticket_id);
  const back = movesBack(ticket.lines, moves);
  linger(ticket.ticket_id, true);
  const over = () => linger(ticket.ticket_id, false);
  if (!(await moveLines(name, moves))) return over();
  offerUndo({ words, run: () => void moveLines(name, back), over });
  linger(ticket.ticket_id, true);
}

const doneWords = (status: Move["status"], what: string): string =>
  t(status === "READY" ? "undo.ready" : "undo.started", { what });

/** One item one step on. */
export const moveLine = (ticket: KitchenTicket, line: Line, status: Move["status"]): Promise<void> =>
  move(ticket, [{ line_id: line.id, status }], doneWords(status, line.name));

/** All of a ticket one step on. */
export function moveTicket(ticket: KitchenTicket, place: string): void {
  const moves = ticketMoves(ticket);
  const [first] = moves;
  if (first) void move(ticket, moves, doneWords(first.status, place));
}

/** Ask the floor to swap or cancel it; it can be taken back. */
export async function cannotMake(line: Line): Promise<void> {
  const flagged = await tell(`line ${line.id}`, `/api/order-lines/${line.id}/cannot-make`);
  if (flagged) offerUndo({ words: t("undo.asked", { what: line.name }), run: () => void canMake(line) });
}

export const canMake = (line: Line): Promise<Order | null> =>
  tell(`line ${line.id}`, `/api/order-lines/${line.id}/can-make`);

/** The allergy was read. */
export const acknowledge = (line: Line): Promise<Order | null> =>
  tell(`line ${line.id}`, `/api/order-lines/${line.id}/acknowledge`);

/** Everything that was cancelled in an order was seen. */
export const acknowledgeAll = (orderId: string, lines: readonly Line[]): Promise<true | null> =>
  act(`seen ${orderId}`, async () => {
    for (const { id } of lines) await call(here(`/api/order-lines/${id}/acknowledge`), { method: "POST", body: {} });
    await board.load();
    return true as const;
  });

/** Take a dish off the menu of this branch, or put it back on; true when it is done. */
export async function setAvailable(dish: { id: string; name: string }, off: OffFor | null): Promise<boolean> {
  const done = await act(`off ${dish.id}`, async () => {
    const until = off ? untilOf(off, now(), branch.value?.timezone ?? "UTC", branch.value?.cutoff) : {};
    const path = here(`/api/products/${dish.id}/availability`);
    await call(path, { method: "PUT", body: { available: off === null, ...until } });
    if (menu.value.value) await menu.load();
    return true;
  });
  if (done && off) offerUndo({ words: t("undo.off", { what: dish.name }), run: () => void setAvailable(dish, null) });
  return done === true;
}
