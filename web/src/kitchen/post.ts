import { effect, signal } from "@preact/signals";
import { device } from "../lib/storage";
import { wakeSpeaker } from "../staff/speaker";

/** Where this screen stands: its station (null: all of them), and whether somebody has taken it up. */
const KEPT = "comanda.station";
export const station = signal<string | null>(device.get(KEPT) || null);
effect(() => device.set(KEPT, station.value ?? ""));

/** A browser sounds and stays awake only after a touch: taking up the post is that touch. */
export const isArmed = signal(false);

/** False where the browser cannot, or may not, keep the screen on. */
export const staysAwake = signal("wakeLock" in navigator);

async function holdAwake(): Promise<void> {
  if (!isArmed.value || document.visibilityState === "hidden") return;
  try {
    await navigator.wakeLock.request("screen");
    staysAwake.value = true;
  } catch {
    staysAwake.value = false;
  }
}

/** The lock ends whenever the page is hidden. */
document.addEventListener("visibilitychange", () => void holdAwake());

export function arm(): void {
  isArmed.value = true;
  wakeSpeaker();
  void holdAwake();
}

export function disarm(): void {
  isArmed.value = false;
}
