import { signal } from "@preact/signals";
import { NoAnswer, Refusal } from "../lib/http";
import { type Key, t, tOr } from "../lib/i18n";
import { money } from "../lib/money";
import { asFault, type Fault } from "./server";

const running = signal<ReadonlySet<string>>(new Set());
const failed = signal<ReadonlyMap<string, Fault>>(new Map());

/** True while the verb of that name waits for its answer. */
export const isDoing = (name: string): boolean => running.value.has(name);
export const faultOf = (name: string): Fault | null => failed.value.get(name) ?? null;

function settle(name: string, fault: Fault | null): void {
  const left = new Set(running.value);
  left.delete(name);
  running.value = left;
  const faults = new Map(failed.value);
  if (fault) faults.set(name, fault);
  else faults.delete(name);
  failed.value = faults;
}

export const forgetFault = (name: string): void => settle(name, null);

/** Whoever goes elsewhere has read it. */
export function forgetFaults(): void {
  failed.value = new Map();
}

/** A sign-in that ended is said by the sign-in screen alone. */
const isOurs = (fault: Fault): boolean => !(fault instanceof Refusal && fault.slug === "not-signed-in");

/** Run a verb once at a time under its name; its refusal is kept beside its button until the next try. */
export async function act<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer | null> {
  if (running.peek().has(name)) return null;
  running.value = new Set(running.value).add(name);
  try {
    const answer = await work();
    settle(name, null);
    return answer;
  } catch (thrown) {
    const fault = asFault(thrown);
    settle(name, isOurs(fault) ? fault : null);
    return null;
  }
}

/** The server is there, and says why it did nothing or asks for patience. */
const SERVER_SAYS: Readonly<Record<number, Key>> = { 429: "fault.busy", 503: "fault.busy", 507: "fault.full" };

/** How many things a refusal is about, where it counts them. */
export const countOf = ({ count }: Refusal["extras"]): number => (typeof count === "number" ? count : 1);

/** How much too much, where a refusal says so. */
const excessOf = ({ excess, currency }: Refusal["extras"]): string =>
  typeof excess === "number" && typeof currency === "string" ? money(excess, currency) : "";

/** Why it did not work, and what to do, in a sentence. */
export function faultWords(fault: Fault): string {
  if (fault instanceof NoAnswer) return t(SERVER_SAYS[fault.status ?? 0] ?? "fault.no_answer");
  const unknown = fault.status === 404 ? "refused.no_longer" : "refused.other";
  const { detail, message, extras } = fault;
  const facts = { reason: detail ?? message, n: countOf(extras), amount: excessOf(extras) };
  return tOr(`refused.${fault.slug}`, unknown, facts);
}
