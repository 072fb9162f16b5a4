import type { ApiPath } from "../api/types";
import { type Ask, ask, askAgain, NoAnswer, Refusal, type Tagged } from "../lib/http";
import { makeKey } from "../lib/key";
import { branch, endSignIn } from "./identity";

/** The path with the branch this screen serves and further questions. */
export function here(path: ApiPath, query: Record<string, string | number> = {}): ApiPath {
  const asked = new URLSearchParams();
  if (branch.value) asked.set("branch_id", branch.value.id);
  for (const [name, value] of Object.entries(query)) asked.set(name, String(value));
  return asked.size ? (`${path}?${asked}` as ApiPath) : path;
}

/** Not signed in, wherever it is said, leads back to the sign-in; the fault goes on to the caller. */
async function watched<Answer>(request: Promise<Answer>): Promise<Answer> {
  try {
    return await request;
  } catch (fault) {
    if (fault instanceof Refusal && fault.slug === "not-signed-in") endSignIn();
    throw fault;
  }
}

export const call = <Answer>(path: ApiPath, wanted?: Ask): Promise<Answer> => watched(ask<Answer>(path, wanted));

const TRIED_AGAIN = 60_000;
const unanswered = new Map<string, { key: string; at: number }>();

/** Makes something new. Whoever taps again because no answer came means the same thing, not a second one. */
export async function post<Answer>(path: ApiPath, body: unknown): Promise<Answer> {
  const thing = `${path} ${JSON.stringify(body)}`;
  const before = unanswered.get(thing);
  const again = before && Date.now() - before.at < TRIED_AGAIN;
  const key = again ? before.key : makeKey();
  unanswered.delete(thing);
  try {
    return await call<Answer>(path, { method: "POST", body, key });
  } catch (fault) {
    if (fault instanceof NoAnswer) unanswered.set(thing, { key, at: Date.now() });
    throw fault;
  }
}

export const callAgain = <Answer>(path: ApiPath, known: string | null): Promise<Tagged<Answer> | null> =>
  watched(askAgain<Answer>(path, known));

/** Every page of a list. */
export async function callAll<Item>(path: ApiPath, query: Record<string, string | number> = {}): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const asked: Record<string, string | number> = { ...query, ...(cursor && { cursor }) };
    const page: { items: Item[]; next: string | null } = await call(here(path, asked));
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

export type Fault = Refusal | NoAnswer;

/** What went wrong with a request; anything else is a bug and is not ours to show. */
export function asFault(thrown: unknown): Fault {
  if (thrown instanceof Refusal || thrown instanceof NoAnswer) return thrown;
  throw thrown;
}
