import { type ReadonlySignal, signal } from "@preact/signals";
import type { EventFrame, EventPage, Frame } from "../api/types";
import { ask, Refusal } from "./http";
import { now } from "./now";

/** How news arrives now. `delayed`: nothing reached us for a while; what is shown may be old. */
export type Freshness = "connecting" | "live" | "polling" | "delayed";

export type Live = {
  freshness: ReadonlySignal<Freshness>;
  /** Milliseconds since the epoch of the last sign of life. */
  heardAt: ReadonlySignal<number>;
  stop: () => void;
};

/** Where the log stands. */
type Place = { epoch: string; seq: number; mark?: string | undefined };

export type Listener = {
  /** Each event once, in order. */
  onEvent: (event: EventFrame) => void;
  onMenu: (version: number) => void;
  /** The log went on without us, or this is the start: fetch what is shown. */
  onResync: () => void;
  /** The server does not know us any more: signed out, or the visit is over. */
  onRefused?: (refusal: Refusal) => void;
};

/** As many events as a page holds; a page that went on by as many may not be the last. */
const PAGE = 200;
const POLL_EVERY = 4_000;
const CHECK_EVERY = 30_000;
const STALE_AFTER = 15_000;
const LONGEST_WAIT = 16_000;
/** A newer page of this sign-in or device has the socket now; this one asks until somebody looks at it again. */
const REPLACED = 4409;

/**
 * Follow the log from now on: by WebSocket, by asking every few seconds while the socket is blocked. Without a branch
 * as the guest of the own visit, also where the same browser is signed in as staff.
 */
export function follow(listener: Listener, branchId?: string): Live {
  return new Follower(listener, branchId).live;
}

class Follower {
  private readonly freshness = signal<Freshness>("connecting");
  private readonly heardAt = signal(now());
  private socket: WebSocket | null = null;
  private epoch: string | null = null;
  private seq = 0;
  /** Proves to the server that its history is still ours. */
  private mark = "";
  private hello: Place = { epoch: "", seq: 0 };
  private failures = 0;
  private pollTimer = 0;
  private openTimer = 0;
  private readonly checkTimer: number;
  private stopped = false;

  constructor(
    private readonly listener: Listener,
    private readonly branchId: string | undefined,
  ) {
    this.checkTimer = window.setInterval(() => void this.poll(), CHECK_EVERY);
    addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    this.open();
  }

  readonly live: Live = {
    freshness: this.freshness,
    heardAt: this.heardAt,
    stop: () => this.stop(),
  };

  private query(more: Record<string, string | number> = {}): `/api/events?${string}` {
    const query = new URLSearchParams(this.branchId ? { as: "staff", branch_id: this.branchId } : { as: "guest" });
    if (this.epoch !== null) {
      query.set("epoch", this.epoch);
      query.set("after", String(this.seq));
      if (this.mark) query.set("mark", this.mark);
    }
    for (const [name, value] of Object.entries(more)) query.set(name, String(value));
    return `/api/events?${query}`;
  }

  private open(): void {
    if (this.stopped) return;
    const socket = new WebSocket(location.origin.replace(/^http/, "ws") + this.query());
    this.socket = socket;
    socket.onmessage = (message) => this.socket === socket && this.take(JSON.parse(String(message.data)) as Frame);
    socket.onclose = ({ code }) => this.socket === socket && this.lost(code);
  }

  private lost(code: number): void {
    this.socket = null;
    if (this.stopped) return;
    if (this.freshness.value === "live") this.freshness.value = "connecting";
    this.pollSoon(this.failures === 0 ? 250 : POLL_EVERY);
    if (code === REPLACED) return;
    const wait = Math.min(1_000 * 2 ** this.failures++, LONGEST_WAIT);
    clearTimeout(this.openTimer);
    this.openTimer = window.setTimeout(() => this.open(), wait * (0.75 + Math.random() / 2));
  }

  private take(frame: Frame): void {
    this.heardAt.value = now();
    if (frame.type === "hello") this.greet(frame);
    else if (frame.type === "event") this.hear(frame);
    else if (frame.type === "menu") this.listener.onMenu(frame.version);
    else this.startOver();
  }

  private greet(hello: Place): void {
    this.failures = 0;
    this.hello = hello;
    this.freshness.value = "live";
    clearTimeout(this.pollTimer);
    this.pollTimer = 0;
    this.stand(hello);
  }

  /** Note where the log stands; a first or another epoch means that what is shown must be fetched. */
  private stand({ epoch, seq, mark }: Place): void {
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    this.seq = seq;
    this.mark = mark ?? "";
    this.listener.onResync();
  }

  private hear(event: EventFrame): void {
    if (event.seq <= this.seq) return;
    this.seq = event.seq;
    this.mark = event.mark ?? "";
    this.listener.onEvent(event);
  }

  /** The cursor was worth nothing: go on from where hello stood, with everything fetched anew. */
  private startOver(): void {
    this.seq = this.hello.seq;
    this.mark = this.hello.mark ?? "";
    this.listener.onResync();
  }

  private pollSoon(wait: number): void {
    if (this.pollTimer) return;
    this.pollTimer = window.setTimeout(async () => {
      this.pollTimer = 0;
      await this.poll();
      if (!this.stopped && this.freshness.value !== "live") this.pollSoon(POLL_EVERY);
    }, wait);
  }

  /** Ask what is new. With an open socket this finds out whether the socket is dead without saying so. */
  private async poll(): Promise<void> {
    try {
      let began: number;
      do {
        began = this.seq;
        const page = await ask<EventPage>(this.query({ limit: PAGE }));
        if (this.stopped) return;
        this.heardAt.value = now();
        if (this.socket && this.freshness.value === "live") this.compare(page, began);
        else this.takePage(page);
      } while (this.seq - began >= PAGE);
    } catch (fault) {
      if (fault instanceof Refusal) this.listener.onRefused?.(fault);
      if (now() - this.heardAt.value > STALE_AFTER) this.freshness.value = "delayed";
    }
  }

  private takePage(page: EventPage): void {
    this.freshness.value = "polling";
    if (page.resync) this.epoch = null;
    this.stand(page);
    for (const event of page.items) this.hear(event);
    this.passOver(page);
    this.listener.onMenu(page.menu_version);
  }

  /** What the open socket did not tell, though it is its business, means that nothing comes through it any more. */
  private compare(page: EventPage, asked: number): void {
    const missed = page.items.length > 0 && this.seq === asked;
    if (page.resync || missed) this.socket?.close();
    else this.passOver(page);
  }

  /** A page ends where the log was read to, also over events that are not ours. */
  private passOver(page: EventPage): void {
    if (page.epoch !== this.epoch || page.seq <= this.seq) return;
    this.seq = page.seq;
    this.mark = page.mark;
  }

  /** The phone woke up or the network is back: do not wait for the next turn. */
  private readonly wake = (): void => {
    if (document.visibilityState === "hidden") return;
    void this.poll();
    if (this.socket) return;
    clearTimeout(this.openTimer);
    this.open();
  };

  private stop(): void {
    this.stopped = true;
    clearInterval(this.checkTimer);
    clearTimeout(this.pollTimer);
    clearTimeout(this.openTimer);
    removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    this.socket?.close();
  }
}
