import { effect, signal } from "@preact/signals";
import { device } from "../lib/storage";

/** How loud this device is; every device for itself. */
export type Volume = "off" | "low" | "high";

const KEPT = "comanda.volume";
const LOUDNESS: Record<Volume, number> = { off: 0, low: 0.12, high: 0.5 };
const isVolume = (text: string | null): text is Volume => text !== null && text in LOUDNESS;

const before = device.get(KEPT);
export const volume = signal<Volume>(isVolume(before) ? before : "low");
effect(() => device.set(KEPT, volume.value));

/** Browsers keep a page silent until somebody has touched it. */
export const isMuted = signal(true);
let speaker: AudioContext | null = null;

export function wakeSpeaker(): void {
  speaker ??= new AudioContext();
  void speaker.resume().then(() => {
    isMuted.value = speaker?.state !== "running";
  });
}

/** Make a sound as loud as this device is set; none where it is off, or still kept silent by the browser. */
export function sound(make: (audio: AudioContext, loudness: number) => void): void {
  if (speaker && volume.value !== "off") make(speaker, LOUDNESS[volume.value]);
}
