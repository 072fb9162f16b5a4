import { computed, effect, signal, untracked } from "@preact/signals";
import { t } from "../lib/i18n";
import { branch, me } from "../staff/identity";
import { sound, wakeSpeaker } from "../staff/speaker";
import { board, now, onRail } from "./kitchen";
import { isArmed, station } from "./post";
import { ageOf } from "./tickets";

const REPEAT_EVERY = 20_000;
const PULSE_EVERY = 60_000;
const FRESH_FOR = 2_400;

/** One low knock on wood: a short dull tone, and a touch of the stick. */
function knock(audio: AudioContext, loudness: number, after: number): void {
  const start = audio.currentTime + after;
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(loudness, start);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.14);
  const body = new OscillatorNode(audio, { type: "sine", frequency: 340 });
  body.frequency.exponentialRampToValueAtTime(210, start + 0.05);
  const stick = new OscillatorNode(audio, { type: "square", frequency: 820 });
  const touch = new GainNode(audio, { gain: 0.12 });
  body.connect(gain);
  stick.connect(touch).connect(gain);
  gain.connect(audio.destination);
  for (const [voice, length] of [
    [body, 0.15],
    [stick, 0.012],
  ] as const) {
    voice.start(start);
    voice.stop(start + length);
  }
}

/** Something new: two knocks. */
export const knockTwice = (): void =>
  sound((audio, loudness) => {
    knock(audio, loudness, 0);
    knock(audio, loudness, 0.18);
  });
/** Something is late: one soft knock. */
const pulse = (): void => sound((audio, loudness) => knock(audio, loudness * 0.4, 0));

/** Somebody stands here: a post was taken up, and the sign-in has not ended. */
const isManned = computed(() => isArmed.value && Boolean(me.value && branch.value));

/** Papers on the rail: tickets, and what was cancelled. */
const papers = computed(() => [
  ...onRail.value.map(({ ticket_id }) => ticket_id),
  ...(board.value.value?.cancelled ?? []).map(({ line }) => `void ${line.id}`),
]);
const seen = signal<ReadonlySet<string>>(new Set());
/** Those that came in a moment ago: they glow. */
export const fresh = signal<ReadonlySet<string>>(new Set());
const isUnseen = computed(() => papers.value.some((id) => !seen.value.has(id)));
const isLate = computed(() => onRail.value.some((ticket) => ageOf(ticket, now.value).word === "late"));

function see(): void {
  if (!isManned.value) return;
  wakeSpeaker();
  if (document.visibilityState === "visible" && isUnseen.value) seen.value = new Set(papers.value);
}

function welcome(ids: readonly string[]): void {
  fresh.value = new Set([...fresh.value, ...ids]);
  setTimeout(() => {
    fresh.value = new Set([...fresh.value].filter((id) => !ids.includes(id)));
  }, FRESH_FOR);
  knockTwice();
}

/** What was there when the post was taken up, or the station changed, is not news. */
function watchPapers(): void {
  let known: ReadonlySet<string> = new Set();
  let post = "";
  effect(() => {
    const here = board.value.value && isManned.value ? `${branch.value?.id} ${station.value}` : "";
    const ids = papers.value;
    const before = known;
    known = new Set([...known, ...ids]);
    if (here && here === post) {
      const news = ids.filter((id) => !before.has(id));
      if (news.length > 0) untracked(() => welcome(news));
    } else seen.value = new Set(ids);
    post = here;
  });
}

const every = (wait: number, is: { value: boolean }, make: () => void) =>
  effect(() => {
    if (!is.value || !isManned.value) return;
    const repeat = setInterval(() => untracked(make), wait);
    return () => clearInterval(repeat);
  });

/** Knock for new tickets until they are seen, pulse for late ones, count them in the page's title. */
export function hangBlock(): void {
  addEventListener("pointerdown", see);
  addEventListener("keydown", see);
  watchPapers();
  every(REPEAT_EVERY, isUnseen, knockTwice);
  every(PULSE_EVERY, isLate, pulse);
  effect(() => {
    const place = me.value && branch.value ? t("title.kitchen", { branch: branch.value.name }) : t("kitchen.name");
    document.title = me.value && onRail.value.length ? t("title.waiting", { n: onRail.value.length, place }) : place;
  });
}
