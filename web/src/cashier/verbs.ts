import type {
  ApiPath,
  GuestCall,
  LineStatus,
  Order,
  OrderLine,
  Page,
  Service,
  Session,
  SessionItem,
} from "../api/types";
import { t } from "../lib/i18n";
import { now } from "../lib/now";
import type { Creating } from "../staff/creating";
import { act } from "../staff/doing";
import { branch } from "../staff/identity";
import { call, here } from "../staff/server";
import { type OffFor, untilOf } from "../staff/until";
import { say } from "../ui/Toast";
import { askVisit, calls, menu, refreshSession, reload, takeSession } from "./house";
import { type Short, withoutShort } from "./stock";
import { takeRound } from "./visit";

/** Everything a cashier tells the server to do, but ordering and paying. Each runs once at a time under its name. */

async function changeOrder(name: string, path: ApiPath, body: unknown): Promise<Order | null> {
  const order = await act(name, () => call<Order>(here(path), { method: "POST", body }));
  if (order) takeRound(order);
  else reload();
  return order;
}

export const confirming = (orderId: string): string => `confirm ${orderId}`;
export const confirmOrder = (orderId: string): Promise<Order | null> =>
  changeOrder(confirming(orderId), `/api/orders/${orderId}/confirm`, {});

/** As many as are confirmed in one request. */
const TOGETHER = 60;

/** All that waits at a table becomes the kitchen's, as one ticket; of very many, as a few. */
export async function confirmTogether(sessionId: string, waiting: readonly Order[]): Promise<void> {
  const path = here(`/api/qr-sessions/${sessionId}/confirm-orders`);
  const confirmed = await act(confirming(sessionId), () => confirmInParts(path, waiting));
  if (confirmed) for (const order of confirmed) takeRound(order);
  else reload();
}

async function confirmInParts(path: ApiPath, waiting: readonly Order[]): Promise<Order[]> {
  const confirmed: Order[] = [];
  for (let begin = 0; begin < waiting.length; begin += TOGETHER) {
    const body = { order_ids: waiting.slice(begin, begin + TOGETHER).map(({ id }) => id) };
    confirmed.push(...(await call<Page<Order>>(path, { method: "POST", body })).items);
  }
  return confirmed;
}

/** Turn down what is not to be had any more, and confirm the rest of these orders, under the name of the first try. */
export async function confirmRest(name: string, orders: readonly Order[], short: readonly Short[]): Promise<void> {
  const reason = t("reason.sold_out");
  const [order, ...others] = orders;
  if (order && others.length === 0) {
    const reject_lines = short.map(({ line }) => ({ line_id: line.id, reason }));
    await changeOrder(name, `/api/orders/${order.id}/confirm`, { reject_lines });
    return;
  }
  const turned = await act(name, async () => {
    for (const { line } of short)
      await call(here(`/api/order-lines/${line.id}/void`), { method: "POST", body: { reason } });
    return true;
  });
  const rest = withoutShort(orders, short);
  if (turned && order && rest.length) await confirmTogether(order.qr_session_id, rest);
  else reload();
}

export const cancelOrder = (orderId: string, reason: string): Promise<Order | null> =>
  changeOrder(`cancel ${orderId}`, `/api/orders/${orderId}/cancel`, { reason });

export const moving = (orderId: string): string => `move ${orderId}`;

/** The whole round one step on, with a way back at hand. */
export async function moveOrder(order: Order, status: LineStatus): Promise<Order | null> {
  const moved = await changeOrder(moving(order.id), `/api/orders/${order.id}/status`, { status });
  if (moved) {
    const told = t("move.told_order", { number: order.number, state: t(`line.${status}`) });
    say(told, { word: t("move.undo"), run: () => void stepBack(order) });
  }
  return moved;
}

/** Undo what the round's items did last. */
export const stepBack = (order: Order): Promise<Order | null> =>
  changeOrder(moving(order.id), `/api/orders/${order.id}/step-back`, {});

/** One item one step on, with a way back for as long as the house allows it. */
export async function moveLine(line: OrderLine, status: LineStatus): Promise<Order | null> {
  const path = `/api/order-lines/${line.id}/status` as const;
  const order = await changeOrder(`line ${line.id}`, path, { status });
  if (order) {
    const back = () => void changeOrder(`line ${line.id}`, path, { status: line.status });
    say(t("move.told", { item: line.name, state: t(`line.${status}`) }), { word: t("move.undo"), run: back });
  }
  return order;
}

/** Take an item off, or so many of its portions. */
export const voidLine = (lineId: string, reason: string, quantity?: number): Promise<Order | null> =>
  changeOrder(`line ${lineId}`, `/api/order-lines/${lineId}/void`, { reason, ...(quantity && { quantity }) });

/** What the kitchen cannot make comes off the order. */
export const takeOff = (line: OrderLine): Promise<Order | null> => voidLine(line.id, t("reason.cannot_make"));

export const answering = (callId: string): string => `call ${callId}`;

/** Somebody went there. */
export async function answerCall({ id, qr_session_id }: GuestCall): Promise<void> {
  const path = here(`/api/requests/${id}/done`);
  const answer = await act(answering(id), () => call<GuestCall>(path, { method: "POST", body: {} }));
  if (!answer) return reload();
  calls.change((open) => open.filter((one) => one.id !== id));
  await refreshSession(qr_session_id).catch(reload);
}

export type Opening = { table_id: string | null; guests?: number; service?: Service; name?: string };

/** A second tap after a lost answer, in the same sheet, is the same visit, whatever happened in it meanwhile. */
export async function openTable(opening: Opening, creating: Creating): Promise<Session | null> {
  const session = await act("open", () => creating.post<Session>(here("/api/qr-sessions"), opening));
  if (session) await refreshSession(session.id).catch(reload);
  else reload();
  return session;
}

export const closing = (sessionId: string): string => `close ${sessionId}`;
export const closeTable = (sessionId: string): Promise<SessionItem | null> =>
  act(closing(sessionId), async () => {
    const turn = askVisit();
    const closed = await call<SessionItem>(here(`/api/qr-sessions/${sessionId}/close`), { method: "PUT", body: {} });
    takeSession(closed, turn);
    return closed;
  });

export const keeping = (sessionId: string): string => `keep ${sessionId}`;

/** The party of a table that seems forgotten is still there. */
export async function keepTable(sessionId: string): Promise<void> {
  const path = here(`/api/qr-sessions/${sessionId}/keep`);
  await act(keeping(sessionId), async () => {
    await call<Session>(path, { method: "POST", body: {} });
    await refreshSession(sessionId);
  });
}

/** The old QR code stops working; guests who are in stay in. */
export const renewCode = (session: SessionItem): Promise<Session | null> =>
  act(`renew ${session.id}`, async () => {
    const turn = askVisit();
    const renewed = await call<Session>(here(`/api/qr-sessions/${session.id}/rotate`), { method: "POST", body: {} });
    takeSession({ ...session, qr_url: renewed.qr_url, version: renewed.version }, turn);
    return renewed;
  });

/** Take a product or an option off the menu of this branch, or put it back on. */
export const setAvailable = (kind: "products" | "options", id: string, off: OffFor | null): Promise<true | null> =>
  act(`off ${id}`, async () => {
    const until = off ? untilOf(off, now(), branch.value?.timezone ?? "UTC", branch.value?.cutoff) : {};
    const body = { available: off === null, ...until };
    await call(here(`/api/${kind}/${id}/availability`), { method: "PUT", body });
    await menu.load();
    return true as const;
  });
