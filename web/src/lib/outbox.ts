import { type ReadonlySignal, signal } from "@preact/signals";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { ApiPath } from "../api/types";
import { ask, NoAnswer, Refusal } from "./http";
import { makeKey } from "./key";

export type RefusedBecause = { slug: string; title: string; extras: Readonly<Record<string, unknown>> };

/** A request that must happen exactly once. Key and body belong together: other content is another job. */
export type Job = {
  key: string;
  /** Whose job it is: one table's visit, one branch. It is never sent for another. */
  box: string;
  path: ApiPath;
  body: unknown;
  /** Milliseconds since the epoch, when the person pressed Send or last asked for it again. */
  at: number;
  refused?: RefusedBecause;
  /** The server was busy, why, and until when it wants to be left alone, in milliseconds since the epoch. */
  later?: { slug: string; until: number };
  /** What the screen needs to take the job back as it was put together. */
  kept?: unknown;
  /** When the server took it, in milliseconds since the epoch: what it was made of is not to be sent once more. */
  done?: number;
};

export type Outcome<Answer> =
  | { kind: "accepted"; answer: Answer }
  | { kind: "refused"; refusal: Refusal; key: string }
  /** Kept on this device and sent later. */
  | { kind: "waiting"; key: string };

export type Outbox = {
  /** What waits or was refused, oldest first. */
  jobs: ReadonlySignal<readonly Job[]>;
  /** `onKept` is called when the job lies in the box, before it is sent: from there on it is on its way. */
  submit: <Answer>(path: ApiPath, body: unknown, kept?: unknown, onKept?: () => void) => Promise<Outcome<Answer>>;
  /** What all jobs of the box are or were made of, also of those the server has taken. */
  everKept: () => Promise<unknown[]>;
  /** Send what waits, in order. */
  flush: () => Promise<void>;
  /** A person wants this one now, whatever its age or refusal. */
  retry: (key: string) => Promise<Outcome<unknown>>;
  discard: (key: string) => Promise<void>;
  /** True when a job is too old to be sent without asking. */
  isStale: (job: Job) => boolean;
};

interface Shelf extends DBSchema {
  jobs: { key: string; value: Job };
}

type Store = {
  all: () => Promise<Job[]>;
  put: (job: Job) => Promise<unknown>;
  remove: (key: string) => Promise<unknown>;
};

const STORE_NAME = "comanda-outbox";
const FORGOTTEN_AFTER = 24 * 3_600_000;

/** Where the browser keeps nothing (some private windows), the jobs live as long as the page. */
function memory(): Store {
  const jobs = new Map<string, Job>();
  return {
    all: async () => [...jobs.values()],
    put: async (job) => jobs.set(job.key, job),
    remove: async (key) => jobs.delete(key),
  };
}

/** Some browsers neither open it nor say no. */
const OPEN_WITHIN = 3_000;
const tooLate = () => new Promise<never>((_, reject) => setTimeout(() => reject(new Error("too late")), OPEN_WITHIN));

async function openStore(): Promise<Store> {
  try {
    const opening = openDB<Shelf>(STORE_NAME, 1, {
      upgrade: (made) => void made.createObjectStore("jobs", { keyPath: "key" }),
    });
    const shelf: IDBPDatabase<Shelf> = await Promise.race([opening, tooLate()]);
    return orMemory(shelf);
  } catch {
    return memory();
  }
}

/** What a full disk does not take lives as long as the page. */
function orMemory(shelf: IDBPDatabase<Shelf>): Store {
  const rest = memory();
  return {
    all: async () => {
      const jobs = [...(await shelf.getAll("jobs")), ...(await rest.all())];
      return [...new Map(jobs.map((job) => [job.key, job])).values()];
    },
    put: (job) => shelf.put("jobs", job).catch(() => rest.put(job)),
    remove: async (key) => {
      await rest.remove(key);
      await shelf.delete("jobs", key);
    },
  };
}

let queue: Promise<unknown> = Promise.resolve();

/** One sender at a time, over all tabs; over plain http, which has no Web Locks, over this page. */
function alone<Result>(box: string, work: () => Promise<Result>): Promise<Result> {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  const turn = locks ? locks.request(`${STORE_NAME} ${box}`, async () => await work()) : queue.then(work, work);
  queue = turn;
  return turn as Promise<Result>;
}

/** Not signed in is no refusal of the order: it waits until somebody is. */
const mayRetry = (fault: unknown): boolean =>
  fault instanceof NoAnswer || (fault instanceof Refusal && fault.status === 401);

/** Nobody is asked to wait for longer; a moment further off means that this device's clock has been moved. */
const LONGEST_WAIT = 10 * 60_000;

function laterOf(fault: unknown): Pick<Job, "later"> {
  const busy = fault instanceof NoAnswer ? fault.busy : null;
  if (!busy) return {};
  return { later: { slug: busy.slug, until: Date.now() + Math.min(busy.retryAfter * 1000, LONGEST_WAIT) } };
}

/** True while the server wants to be left alone with it. */
function isTooEarly({ later }: Job): boolean {
  const wait = later ? later.until - Date.now() : 0;
  return wait > 0 && wait <= LONGEST_WAIT;
}

/**
 * Requests are stored before they are sent and leave only with the server's answer; a refused one stays, with its
 * reason, for a person. `askAfter` milliseconds later a waiting job is no longer sent without asking.
 */
export function openOutbox(box: string, askAfter: number): Outbox {
  const store = openStore();
  const jobs = signal<readonly Job[]>([]);
  const isStale = (job: Job) => Date.now() - job.at > askAfter;

  async function refresh(): Promise<readonly Job[]> {
    const { all, remove } = await store;
    const kept = await all();
    for (const job of kept)
      if ((job.box !== box || job.done) && Date.now() - job.at > FORGOTTEN_AFTER) await remove(job.key);
    jobs.value = kept.filter((job) => job.box === box && !job.done).sort((one, other) => one.at - other.at);
    return jobs.value;
  }

  /** A page that dies before it has forgotten what it sent finds here that it was sent. */
  async function tick({ key, path, at, kept }: Job): Promise<void> {
    const { put, remove } = await store;
    if (kept === undefined) await remove(key);
    else await put({ key, box, path, body: null, at, kept, done: Date.now() });
  }

  async function deliver<Answer>(job: Job): Promise<Outcome<Answer>> {
    const { put } = await store;
    try {
      const answer = await ask<Answer>(job.path, { method: "POST", body: job.body, key: job.key });
      await tick(job);
      return { kind: "accepted", answer };
    } catch (fault) {
      if (mayRetry(fault)) {
        const { later: _, ...kept } = job;
        await put({ ...kept, ...laterOf(fault) });
        return { kind: "waiting", key: job.key };
      }
      if (!(fault instanceof Refusal)) throw fault;
      await put({ ...job, refused: { slug: fault.slug, title: fault.message, extras: fault.extras } });
      return { kind: "refused", refusal: fault, key: job.key };
    } finally {
      await refresh();
    }
  }

  async function keep(job: Job): Promise<void> {
    await (await store).put(job);
    await refresh();
  }

  const deliverAlone = <Answer>(job: Job) => alone(box, () => deliver<Answer>(job));

  async function flushInOrder(): Promise<void> {
    for (const job of await refresh()) {
      if (job.refused || isStale(job)) continue;
      if (isTooEarly(job)) return;
      if ((await deliver(job)).kind === "waiting") return;
    }
  }

  void refresh();
  return {
    jobs,
    isStale,
    everKept: async () => {
      const all = await (await store).all();
      return all.filter((job) => job.box === box).flatMap(({ kept }) => kept ?? []);
    },
    submit: async <Answer>(path: ApiPath, body: unknown, kept?: unknown, onKept?: () => void) => {
      const job: Job = { key: makeKey(), box, path, body, at: Date.now(), ...(kept !== undefined && { kept }) };
      await (await store).put(job);
      onKept?.();
      await refresh();
      return deliverAlone<Answer>(job);
    },
    flush: () => alone(box, flushInOrder),
    retry: async (key) => {
      const known = (await refresh()).find((job) => job.key === key);
      if (!known) return { kind: "waiting", key };
      const { refused: _, later: __, ...job } = known;
      const again = { ...job, at: Date.now() };
      await keep(again);
      return deliverAlone(again);
    },
    discard: async (key) => {
      await (await store).remove(key);
      await refresh();
    },
  };
}
