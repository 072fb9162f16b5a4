import { signal } from "@preact/signals";
import type { GuestSession } from "../api/types";

/** Why this phone cannot take part; each has its own kind page. */
export type Barred =
  | "no-code"
  | "unknown-code"
  | "session-closed"
  | "table-mismatch"
  | "no-room"
  | "device-removed"
  | "cookies-blocked";

export const visit = signal<GuestSession | null>(null);
export const barred = signal<Barred | null>(null);
/** True from joining until the server has known this phone by its cookie. */
export const unproven = signal(false);
/** True while the first answer does not come: the menu can be read, ordering waits. */
export const unreached = signal(false);
