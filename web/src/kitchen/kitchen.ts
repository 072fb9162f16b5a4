import { computed, effect, signal, untracked } from "@preact/signals";
import type { EventFrame, Menu } from "../api/types";
import { usualLanguage } from "../lib/languages";
import type { Live } from "../lib/live";
import { now as serverNow } from "../lib/now";
import { fetched } from "../staff/fetched";
import { followBranch } from "../staff/follow-branch";
import { branch } from "../staff/identity";
import { call, here } from "../staff/server";
import { station } from "./post";
import { isDone } from "./tickets";
import type { Board } from "./wire";

/** What this station has to do, and what the branch sells. */
export const board = fetched(() =>
  call<Board>(here("/api/kitchen/board", station.value ? { station: station.value } : {})),
);
export const menu = fetched(() => call<Menu>(here("/api/menu")));

/** What dishes are called in: the menu says it, until then it is what most menus of the country are written in. */
export const houseLanguage = computed(
  () => menu.value.value?.language ?? (branch.value ? usualLanguage(branch.value.country) : undefined),
);

/** Minutes pass without anybody telling. */
export const now = signal(serverNow());
export const live = signal<Live | null>(null);

export const tickets = computed(() => board.value.value?.items ?? []);

/** Finished here a moment ago: the paper stays where the finger is until the undo is over. */
export const lingering = signal<ReadonlySet<string>>(new Set());
export const onRail = computed(() =>
  tickets.value.filter((ticket) => !isDone(ticket) || lingering.value.has(ticket.ticket_id)),
);
export const ready = computed(() => tickets.value.filter(isDone));

const TICK = 5_000;
const GATHER = 30;
let asking = 0;

/** A burst of news asks once. */
function loadSoon(): void {
  if (asking) return;
  asking = window.setTimeout(() => {
    asking = 0;
    void board.load();
  }, GATHER);
}

const MOVES_THE_BOARD = new Set(["order", "line", "session"]);

function hear({ kind }: EventFrame): void {
  if (MOVES_THE_BOARD.has(kind.split(".")[0] ?? "")) loadSoon();
}

function serve(branchId: string): () => void {
  board.forget();
  menu.forget();
  const following = followBranch(
    {
      onEvent: hear,
      onMenu: (version) => {
        const known = menu.value.peek();
        if (known && known.version !== version) void menu.load();
      },
      onResync: loadSoon,
    },
    branchId,
  );
  live.value = following;
  return () => {
    following.stop();
    live.value = null;
  };
}

/** Another station's board is not shown under this one's name. */
function loadAnew(): void {
  board.forget();
  void board.load();
}

/**
 * Serve the chosen branch and station for as long as they are chosen and somebody is signed in; what could not be
 * fetched is asked for again by itself, since nobody here has a hand free.
 */
export function serveKitchen(): void {
  setInterval(() => {
    now.value = serverNow();
    if (board.fault.value && branch.value) void board.load();
  }, TICK);
  effect(() => {
    const id = branch.value?.id;
    return id ? untracked(() => serve(id)) : undefined;
  });
  effect(() => {
    const post = branch.value && [branch.value.id, station.value];
    if (post) untracked(loadAnew);
  });
}
