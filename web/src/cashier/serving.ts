import { computed, effect, untracked } from "@preact/signals";
import type { EventFrame } from "../api/types";
import { now as serverNow } from "../lib/now";
import { followBranch } from "../staff/follow-branch";
import { branch } from "../staff/identity";
import { recognize } from "../staff/signin";
import { concernsOf } from "./concerns";
import { gathered } from "./gathered";
import {
  calls,
  forgetHouse,
  isStarted,
  listeners,
  live,
  menu,
  now,
  orders,
  refreshOrder,
  refreshSession,
  reload,
  sessions,
  starters,
  stopMenuClock,
  tables,
} from "./house";

const TICK = 10_000;
const branchId = computed(() => branch.value?.id);

/** More orders than this are asked for as a whole list. */
const MANY = 8;

async function askOrders(ids: readonly string[]): Promise<void> {
  if (ids.length > MANY) return void (await Promise.all([orders.load(), sessions.load()]));
  try {
    const moved = await Promise.all(ids.map(refreshOrder));
    await askSessions([...new Set(moved.map(({ qr_session_id }) => qr_session_id))]);
  } catch {
    reload();
  }
}

async function askSessions(ids: readonly string[]): Promise<void> {
  if (ids.length > MANY) return await sessions.load();
  await Promise.all(ids.map(refreshSession)).catch(reload);
}

const orderMoved = gathered(askOrders);
const sessionMoved = gathered(askSessions);

function hear(event: EventFrame): void {
  const { menu: menuMoved, floor, called, settings, orderId, sessionId, unclear } = concernsOf(event);
  if (menuMoved) void menu.load();
  if (floor) void tables.load();
  if (called) void calls.load();
  if (settings) void recognize();
  if (unclear) reload();
  if (orderId) orderMoved(orderId);
  else if (sessionId) sessionMoved(sessionId);
  for (const listener of listeners) listener(event);
}

function loadAll(): void {
  void tables.load();
  void menu.load();
  reload();
  for (const load of starters) load();
}

/** Serve the chosen branch for as long as it is chosen and somebody is signed in. */
export function serveBranch(): void {
  setInterval(() => {
    now.value = serverNow();
  }, TICK);
  effect(() => {
    const id = branchId.value;
    return id ? untracked(() => serve(id)) : undefined;
  });
}

/** As long as the log may take to say where it stands; without it we ask all the same. */
const PATIENCE = 1_500;

function serve(branchId: string): () => void {
  forgetHouse();
  const start = () => {
    isStarted.value = true;
    loadAll();
  };
  const onMenu = (version: number) => {
    if (!isStarted.peek()) return;
    void menu.settled().then(() => {
      if (menu.value.peek()?.version !== version) void menu.load();
    });
  };
  const following = followBranch({ onEvent: hear, onMenu, onResync: start }, branchId);
  live.value = following;
  const late = setTimeout(() => isStarted.peek() || start(), PATIENCE);
  return () => {
    clearTimeout(late);
    following.stop();
    live.value = null;
    stopMenuClock();
  };
}
