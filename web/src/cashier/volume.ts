import { sound } from "../staff/speaker";

/** One struck note: hertz, and seconds from now. */
function strike(audio: AudioContext, loudness: number, pitch: number, after: number): void {
  const start = audio.currentTime + after;
  const tone = new OscillatorNode(audio, { type: "triangle", frequency: pitch });
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loudness, start + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.5);
  tone.connect(gain).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.55);
}

function play(...pitches: number[]): void {
  sound((audio, loudness) => {
    for (const [place, pitch] of pitches.entries()) strike(audio, loudness, pitch, place * 0.16);
  });
}

/** Two rising notes. */
export const ringNewOrder = (): void => play(587, 880);
/** Two falling notes. */
export const ringRefused = (): void => play(523, 349);
/** One bell. */
export const ringCall = (): void => play(1047);
/** Three notes. */
export const ringBill = (): void => play(659, 784, 988);
/** One soft, low pulse. */
export const pulseLate = (): void => sound((audio, loudness) => strike(audio, loudness / 3, 220, 0));
