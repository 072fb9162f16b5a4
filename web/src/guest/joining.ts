import { batch } from "@preact/signals";
import type { GuestSession } from "../api/types";
import { cookiesWork } from "../lib/cookies";
import { ask, NoAnswer, Refusal } from "../lib/http";
import { tellTimesOf } from "../lib/i18n";
import { makeKey } from "../lib/key";
import { device } from "../lib/storage";
import { forgetCare, unpackCare } from "./care";
import { refreshMenu, watchClock } from "./freshMenu";
import { menu } from "./menu";
import { forgetRemoved, JOINS, wasRemoved } from "./removed";
import { type Barred, barred, unproven, unreached, visit } from "./visit";

const RETRY_EVERY = 4_000;
/** A full table may get room: a phone that found none asks again by itself for a few minutes. */
const ROOM_EVERY = 10_000;
const MOST_WAITS = 30;
let waits = 0;

/**
 * The join's key is made once per code, so that neither a lost answer nor a cookie that is not kept makes two guests of
 * one phone. What is written down of the code is not enough to join with it.
 */
function joinKey(token: string): string {
  const code = token.slice(0, 12);
  const kept = device.get(JOINS)?.split(" ");
  if (kept?.[0] === code && kept[1]) return kept[1];
  const key = makeKey();
  device.set(JOINS, `${code} ${key}`);
  return key;
}

async function join(session: string, table: string | null): Promise<GuestSession> {
  const body = table === null ? { session } : { session, table };
  return await ask<GuestSession>("/api/guest/join", { method: "POST", body, key: joinKey(session) });
}

const BARS: readonly string[] = ["unknown-code", "session-closed", "table-mismatch"];

function bar(refusal: Refusal): void {
  const hadCode = location.search.includes("session=");
  if (isRemoved(refusal, hadCode)) {
    barred.value = "device-removed";
    device.remove(JOINS);
  } else if (BARS.includes(refusal.slug)) barred.value = refusal.slug as Barred;
  else if (refusal.status === 410) barred.value = "session-closed";
  else if (refusal.status === 401 && !hadCode) barred.value = "no-code";
  else barred.value = refusal.status === 404 ? "unknown-code" : "no-room";
  if (barred.value === "session-closed" || barred.value === "device-removed") forgetCare();
  if (refusal.slug === "too-many-devices" && waits++ < MOST_WAITS) setTimeout(enter, ROOM_EVERY);
}

/** Staff took this phone off the table: said by the server, or known here when its cookie or code is good no more. */
function isRemoved({ status, extras }: Refusal, hadCode: boolean): boolean {
  const because = extras.closed_because;
  const gone = hadCode ? because === "code-replaced" : status === 401;
  return because === "device-removed" || (gone && wasRemoved());
}

/** Join with the code of the address, or go on with the visit this phone is in. */
export async function enter(): Promise<void> {
  const query = new URLSearchParams(location.search);
  const token = query.get("session");
  if (!token && !menu.value) void refreshMenu().catch(() => undefined);
  if (!cookiesWork()) {
    barred.value = "cookies-blocked";
    return;
  }
  try {
    const answer = token ? await join(token, query.get("table")) : await ask<GuestSession>("/api/guest/session");
    if (token) forgetCode();
    unproven.value = token !== null;
    begin(answer);
  } catch (fault) {
    if (fault instanceof Refusal) return bar(fault);
    if (!(fault instanceof NoAnswer)) throw fault;
    unreached.value = true;
    setTimeout(enter, RETRY_EVERY);
  }
}

/** The token is a key to this table; it leaves the address bar and the history. */
function forgetCode(): void {
  history.replaceState(history.state, "", location.pathname);
}

function begin(answer: GuestSession): void {
  forgetRemoved();
  tellTimesOf(answer.timezone);
  batch(() => {
    unreached.value = false;
    barred.value = null;
    visit.value = answer;
    if (answer.status === "OPEN") unpackCare(answer.qr_session_id);
  });
  if (answer.status === "OPEN" && !menu.value) void keepAsking(refreshMenu);
  watchClock();
}

async function keepAsking(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    setTimeout(() => void keepAsking(work), RETRY_EVERY);
  }
}
