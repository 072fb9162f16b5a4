import type { ApiPath } from "../api/types";
import { hearTime } from "./now";

/** RFC 9457 problem details; `extras` are the facts of the refusal, e.g. `lines` or `qr_session_id`. */
export class Refusal extends Error {
  constructor(
    /** The last part of the problem's type, e.g. "item-unavailable". */
    readonly slug: string,
    readonly status: number,
    title: string,
    readonly detail: string | null = null,
    readonly extras: Readonly<Record<string, unknown>> = {},
  ) {
    super(title);
  }
}

/** Why the server asks for patience, and after how many seconds it wants to be asked again. */
export type Busy = { slug: string; retryAfter: number };

/** No answer: offline, timed out, or the server is failing. Whether the server did it is not known. */
export class NoAnswer extends Error {
  constructor(
    message: string,
    /** The status, when something did answer but not with a yes or a no; 429 asks for patience. */
    readonly status: number | null = null,
    options?: ErrorOptions,
    readonly busy: Busy | null = null,
  ) {
    super(message, options);
  }
}

const PATIENCE = 10_000;

export type Ask = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  key?: string;
  headers?: Record<string, string>;
};

async function reach(path: ApiPath, { method = "GET", body, key, headers = {} }: Ask): Promise<Response> {
  const sent: Record<string, string> = { accept: "application/json", ...headers };
  if (body !== undefined) sent["content-type"] = "application/json";
  if (key) sent["idempotency-key"] = key;
  const giveUp = new AbortController();
  setTimeout(() => giveUp.abort(), PATIENCE);
  const wanted: RequestInit = {
    method,
    headers: sent,
    credentials: "same-origin",
    signal: giveUp.signal,
  };
  if (body !== undefined) wanted.body = JSON.stringify(body);
  const asked = Date.now();
  try {
    const answer = await fetch(path, wanted);
    hearTime(Number(answer.headers.get("server-time")), asked, Date.now());
    return answer;
  } catch (cause) {
    throw new NoAnswer("no answer", null, { cause });
  }
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem: Record<string, unknown> = await response.json().catch(() => ({}));
  const { type, title, detail, status: _, ...extras } = problem;
  const slug =
    String(type ?? "")
      .split("/")
      .pop() || "unknown";
  return new Refusal(
    slug,
    response.status,
    String(title ?? response.statusText),
    typeof detail === "string" ? detail : null,
    extras,
  );
}

/** Null where the answer does not say when to ask again. */
async function busyOf(response: Response): Promise<Busy | null> {
  const retryAfter = Number(response.headers.get("retry-after"));
  return retryAfter > 0 ? { slug: (await refusalOf(response)).slug, retryAfter } : null;
}

async function checked(response: Response): Promise<Response> {
  if (response.ok || response.status === 304) return response;
  if (response.status >= 500 || response.status === 429 || response.status === 408)
    throw new NoAnswer(`status ${response.status}`, response.status, undefined, await busyOf(response));
  throw await refusalOf(response);
}

/** One request, one answer. Throws `Refusal` when the server said no and `NoAnswer` when it did not say. */
export async function ask<Answer>(path: ApiPath, wanted: Ask = {}): Promise<Answer> {
  const response = await checked(await reach(path, wanted));
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

export type Tagged<Answer> = { etag: string | null; answer: Answer };

/** Like `ask`, for what carries an ETag: null when nothing changed since `known`. */
export async function askAgain<Answer>(path: ApiPath, known: string | null): Promise<Tagged<Answer> | null> {
  const response = await checked(await reach(path, known ? { headers: { "if-none-match": known } } : {}));
  if (response.status === 304) return null;
  return { etag: response.headers.get("etag"), answer: (await response.json()) as Answer };
}
