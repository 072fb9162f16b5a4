import { effect, signal } from "@preact/signals";

/** How loud this device is; every device for itself. */
export type Volume = "off" | "low" | "high";

const KEPT = "comanda.volume";
const LOUDNESS: Record<Volume, number> = { off: 0, low: 0.12, high: 0.5 };
const isVolume = (text: string | null): text is Volume => text !== null && text in LOUDNESS;

const before = localStorage.getItem(KEPT);
export const volume = signal<Volume>(isVolume(before) ? before : "low");
effect(() => localStorage.setItem(KEPT, volume.value));

/** Browsers keep a page silent until somebody has touched it. */
export const isMuted = signal(true);
let speaker: AudioContext | null = null;

export function wakeSpeaker(): void {
  speaker ??= new AudioContext();
  void speaker.resume().then(() => {
    isMuted.value = speaker?.state !== "running";
  });
}

/** One struck note: hertz, and seconds from now. */
function strike(audio: AudioContext, pitch: number, after: number): void {
  const start = audio.currentTime + after;
  const tone = new OscillatorNode(audio, { type: "triangle", frequency: pitch });
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS[volume.value], start + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.5);
  tone.connect(gain).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.55);
}

function play(...pitches: number[]): void {
  if (!speaker || volume.value === "off") return;
  const audio = speaker;
  for (const [place, pitch] of pitches.entries()) strike(audio, pitch, place * 0.16);
}

/** Two rising notes. */
export const ringNewOrder = (): void => play(587, 880);
/** Two falling notes. */
export const ringRefused = (): void => play(523, 349);
