import type admin from "../../locales/en/admin.json";
import type cashier from "../../locales/en/cashier.json";
import type common from "../../locales/en/common.json";
import type guest from "../../locales/en/guest.json";
import type guestCare from "../../locales/en/guest-care.json";
import type guestChoosing from "../../locales/en/guest-choosing.json";
import type guestEnding from "../../locales/en/guest-ending.json";
import type guestTable from "../../locales/en/guest-table.json";
import type invitation from "../../locales/en/invitation.json";
import type kitchen from "../../locales/en/kitchen.json";
import type manager from "../../locales/en/manager.json";
import type managerDay from "../../locales/en/manager-day.json";
import type managerMenu from "../../locales/en/manager-menu.json";
import type managerPeople from "../../locales/en/manager-people.json";
import type managerPlan from "../../locales/en/manager-plan.json";
import type managerSettings from "../../locales/en/manager-settings.json";
import type managerStock from "../../locales/en/manager-stock.json";
import type names from "../../locales/en/names.json";
import type office from "../../locales/en/office.json";
import type staff from "../../locales/en/staff.json";

import { now } from "./now";

type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
/** A sentence, or one sentence per plural form of its `n`. Always whole sentences: never glue two. */
export type Dictionary = Record<string, string | Plural>;
type Guest = typeof guest & typeof guestTable & typeof guestCare & typeof guestChoosing & typeof guestEnding;
type Manager = typeof manager &
  typeof managerMenu &
  typeof managerStock &
  typeof managerDay &
  typeof managerPlan &
  typeof managerPeople &
  typeof managerSettings &
  typeof invitation;
type Staff = typeof staff & typeof cashier & typeof office & Manager & typeof kitchen & typeof admin;
export type Key = keyof typeof common | keyof typeof names | keyof Guest | keyof Staff;
export type Values = Record<string, string | number>;

let spoken = "en";
let dated = "en";
let plurals = new Intl.PluralRules(spoken);
let words: Dictionary = {};
let isRightToLeft = false;

/** Take up a language and its words. Its figures are those of printed bills: Latin in every language. */
export function speak(tag: string, ...dictionaries: Dictionary[]): void {
  spoken = `${tag}-u-nu-latn`;
  dated = spoken;
  plurals = new Intl.PluralRules(tag);
  words = Object.assign({}, ...dictionaries);
}

/** Take up the page's language: the server chose it and wrote its words into the page, which has started now. The browser
 * may choose another. */
export function speakPage(): void {
  document.getElementById("start")?.remove();
  addEventListener("load", () => void import("./foreign").then(({ mindTranslation }) => mindTranslation()));
  isRightToLeft = document.dir === "rtl";
  const { lang } = document.documentElement;
  speak(lang, JSON.parse(document.getElementById("words")?.textContent ?? "{}"));
  dated = `${variantOf(lang, navigator.languages)}-u-nu-latn`;
}

/** For `Intl`. */
export function language(): string {
  return spoken;
}

/** For dates: the page's language as it is written where its reader lives, "29 November" and not "November 29". */
export function datedIn(): string {
  return dated;
}

/** The first of the reader's languages that is a variant of the page's: `en-GB` of `en`. Only a language and a region. */
export function variantOf(tag: string, preferred: readonly string[]): string {
  return preferred.find((one) => one.startsWith(`${tag}-`) && /^\w{2,3}-([A-Z]{2}|\d{3})$/.test(one)) ?? tag;
}

/** A Latin name keeps its own direction inside an Arabic sentence, and the sentence its order around it. */
export function isolate(value: string | number): string {
  return isRightToLeft && typeof value === "string" ? `\u2068${value}\u2069` : String(value);
}

/** The text of a key with its `{names}` filled in; `n` also chooses the plural form. */
export function t(key: Key, values: Values = {}): string {
  const entry = words[key];
  if (entry === undefined) throw new Error(`No text for ${key}`);
  const text = typeof entry === "string" ? entry : (entry[plurals.select(Number(values.n))] ?? entry.other);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => isolate(values[name] ?? ""));
}

/** The text of a key made from data, or of the fallback when nobody has written one for it. */
export function tOr(key: string, fallback: Key, values?: Values): string {
  return t(key in words ? (key as Key) : fallback, values);
}

/** The text of a key made from data, or the data's own word. */
export function wordOr(key: string, own: string): string {
  return key in words ? t(key as Key) : own;
}

let zone: string | undefined;

/** Times are those of the restaurant from now on, wherever the reader's clock thinks it is. */
export function tellTimesOf(timezone: string | undefined): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
    zone = timezone;
  } catch {
    zone = undefined; // a name the browser does not know
  }
}

const inZone = (parts: Intl.DateTimeFormatOptions, at: string | number | Date, tag = dated): string =>
  new Intl.DateTimeFormat(tag, { ...parts, ...(zone && { timeZone: zone }) }).format(new Date(at));

const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** "20:41", by the restaurant's clock. */
export const clock = (at: string | number | Date): string => inZone(TIME, at);

/** "29 November 2026 at 20:41": what stands on a receipt. */
export const dateAndClock = (at: string | number | Date): string =>
  inZone({ day: "numeric", month: "long", year: "numeric", ...TIME }, at);

const DAY = { year: "numeric", month: "numeric", day: "numeric" } as const;

/** Whether the restaurant's calendar shows today's date then. */
export const isToday = (at: string | number | Date): boolean => inZone(DAY, at, "en") === inZone(DAY, now(), "en");

/** "20:41" today, "Monday 11:00" within a week, "24 Nov, 11:00" beyond. */
export const soonest = (at: string | number | Date): string => (isToday(at) ? clock(at) : dayAndClock(at));

const WEEK = 6 * 24 * 3_600_000;

/** "Monday 11:00" within a week, "24 Nov, 11:00" beyond. */
export function dayAndClock(at: string | number | Date): string {
  const near = Math.abs(new Date(at).getTime() - now()) < WEEK;
  const date = near ? ({ weekday: "long" } as const) : ({ day: "numeric", month: "short" } as const);
  return inZone({ ...date, ...TIME }, at);
}
