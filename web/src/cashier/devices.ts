import { signal } from "@preact/signals";
import type { ApiPath, Device, SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { act } from "../staff/doing";
import { fetched } from "../staff/fetched";
import { call, callAll, here } from "../staff/server";
import { say } from "../ui/Toast";
import { askVisit, onNews, refreshSession, reload, takeSession } from "./house";
import type { Limit } from "./limits";
import { loadVisit } from "./visit";

/** What staff do where a table's phones send more than they should. */

let followed: string | null = null;
/** The table's code was made anew while its sheet is open: somebody will want to show it. */
export const isRenewed = signal(false);
/** The phones of the table whose sheet is open. */
export const devices = fetched(() => callAll<Device>(`/api/qr-sessions/${followed ?? ""}/guests`));

/** List the phones of this table, and keep the list true until the returned function is called. */
export function followDevices(sessionId: string): () => void {
  devices.forget();
  isRenewed.value = false;
  followed = sessionId;
  void devices.load();
  return () => {
    followed = null;
    devices.forget();
  };
}

const NEWS = /^(guest\.(joined|removed)|order\.)/;
onNews(({ kind, body }) => {
  if (followed && NEWS.test(kind) && body.qr_session_id === followed) void devices.load();
});

/** What a verb about the whole table answers. */
async function changeSession(name: string, id: string, what: string, body: unknown, method: "POST" | "PUT" = "POST") {
  return await act(name, async () => {
    const turn = askVisit();
    const path = here(`/api/qr-sessions/${id}/${what}` as ApiPath);
    const changed = await call<SessionItem>(path, { method, body });
    takeSession(changed, turn);
    return changed;
  });
}

export const locking = (sessionId: string): string => `lock ${sessionId}`;
/** Guests' orders are not taken at this table any more, or are again. */
export const lockOrdering = (sessionId: string, locked: boolean): Promise<SessionItem | null> =>
  changeSession(locking(sessionId), sessionId, "ordering", { locked }, "PUT");

export const limiting = (sessionId: string): string => `limit ${sessionId}`;
/** This table may send more, or fewer, without anybody looking first. */
export const setLimits = (sessionId: string, limits: Partial<Record<Limit, number>>): Promise<SessionItem | null> =>
  changeSession(limiting(sessionId), sessionId, "limits", limits);

export const turningDown = (id: string): string => `turn down ${id}`;

/** Everything that waits at the table is turned down; the guests read why. */
export async function turnTableDown(session: Pick<SessionItem, "id" | "waiting">, reason: string): Promise<boolean> {
  const done = await changeSession(turningDown(session.id), session.id, "turn-down", { reason });
  if (done) say(t("down.told", { n: session.waiting }));
  reload();
  void loadVisit();
  return done !== null;
}

async function changeDevice(name: string, device: Device, what: string, body: unknown): Promise<Device | null> {
  const path = here(`/api/guests/${device.id}/${what}` as ApiPath);
  const changed = await act(name, () => call<Device>(path, { method: "POST", body }));
  if (changed) devices.change((known) => known.map((one) => (one.id === changed.id ? changed : one)));
  void refreshSession(device.qr_session_id).catch(() => undefined);
  reload();
  void loadVisit();
  return changed;
}

/** Everything of this phone that waits is turned down. */
export async function turnDeviceDown(device: Device, reason: string): Promise<boolean> {
  const done = await changeDevice(turningDown(device.id), device, "turn-down", { reason });
  if (done) say(t("down.told", { n: device.waiting }));
  return done !== null;
}

export type Removal = { renew_code: boolean; turn_down: string | null };
export const removing = (deviceId: string): string => `remove ${deviceId}`;

/** The phone is out at once: with what it sent, where `turn_down` says why, and for good, where the code is renewed. */
export async function removeDevice(device: Device, removal: Removal): Promise<Device | null> {
  const removed = await changeDevice(removing(device.id), device, "remove", removal);
  if (removed && removal.renew_code) isRenewed.value = true;
  return removed;
}
