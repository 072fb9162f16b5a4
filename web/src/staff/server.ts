import type { ApiPath } from "../api/types";
import { type Ask, ask, askAgain, NoAnswer, Refusal, type Tagged } from "../lib/http";
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
