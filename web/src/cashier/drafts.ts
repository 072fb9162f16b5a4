import { effect, signal } from "@preact/signals";
import type { Product } from "../api/types";
import { addLine, type CartLine, changeQuantity } from "../lib/cart";
import { followMenu } from "../lib/following";
import { tOr } from "../lib/i18n";
import { defaultPicks, unitPrice } from "../lib/menu";
import { withoutSent } from "../lib/sent";
import { device } from "../lib/storage";
import { type News, tellChanges, withoutNews } from "./changes";
import { products } from "./house";

/** What has been tapped together for each table and not been sent; it survives a reload. */
type Drafts = Readonly<Record<string, readonly CartLine[]>>;

const KEPT = "comanda.drafts";

function read(): Drafts {
  try {
    return JSON.parse(device.get(KEPT) ?? "{}") as Drafts;
  } catch {
    return {};
  }
}

export const drafts = signal<Drafts>(read());
/** Why the server would not take a line, by line id. */
export const lineFaults = signal<Readonly<Record<string, string>>>({});

export const draftOf = (sessionId: string): readonly CartLine[] => drafts.value[sessionId] ?? [];

export function setDraft(sessionId: string, lines: readonly CartLine[]): void {
  const { [sessionId]: _, ...others } = drafts.value;
  drafts.value = lines.length ? { ...others, [sessionId]: lines } : others;
}

/** The line that was added or changed last: the draft keeps it in sight. */
export const lastTouched = signal<string | null>(null);

/** What a page that is gone has sent is in no draft any more, whatever it still wrote down. */
export function forgetSent(gone: readonly CartLine[]): void {
  if (!gone.length) return;
  drafts.value = Object.fromEntries(
    Object.entries(drafts.value)
      .map(([id, lines]) => [id, withoutSent(lines, gone)] as const)
      .filter(([, lines]) => lines.length > 0),
  );
}

/** The server would not have them: they are in the draft as before, what was tapped meanwhile after them. */
export function giveBack(sessionId: string, lines: readonly CartLine[]): void {
  const sent = new Set(lines.map(({ id }) => id));
  setDraft(sessionId, [...lines, ...draftOf(sessionId).filter(({ id }) => !sent.has(id))]);
  follow(products.peek(), products.peek());
}

type Asked = Partial<Pick<CartLine, "picks" | "quantity" | "note" | "allergies">>;

/** One portion with what the house ticks beforehand, unless more was asked. */
export function addToDraft(sessionId: string, product: Product, asked: Asked = {}): void {
  const { picks = defaultPicks(product), quantity = 1, note = "", allergies = [] } = asked;
  const unit = unitPrice(product, picks);
  const line = { product_id: product.id, name: product.name, picks, quantity, note, allergies, unit };
  const before = new Map(draftOf(sessionId).map(({ id, quantity }) => [id, quantity]));
  setDraft(sessionId, addLine(draftOf(sessionId), line));
  const grown = draftOf(sessionId).find(({ id, quantity }) => (before.get(id) ?? 0) < quantity);
  lastTouched.value = grown?.id ?? null;
}

export function changeDraftLine(sessionId: string, changed: CartLine): void {
  forgetLineFault(changed.id);
  forgetNews([changed]);
  lastTouched.value = changed.id;
  setDraft(
    sessionId,
    draftOf(sessionId).map((line) => (line.id === changed.id ? changed : line)),
  );
}

export function changeDraftQuantity(sessionId: string, lineId: string, quantity: number): void {
  if (quantity === 0) forgetLineFault(lineId);
  else lastTouched.value = lineId;
  setDraft(sessionId, changeQuantity(draftOf(sessionId), lineId, quantity));
}

function forgetLineFault(lineId: string): void {
  const { [lineId]: _, ...others } = lineFaults.value;
  lineFaults.value = others;
}

type LineRefusal = { index: number; reason: string; remaining?: number };

/** A refused order comes back with its reasons at the lines they are about. */
export function markRefused(lines: readonly CartLine[], extras: Readonly<Record<string, unknown>>): void {
  const refused = Array.isArray(extras.lines) ? (extras.lines as LineRefusal[]) : [];
  const told = refused.flatMap(({ index, reason }) => {
    const line = lines[index];
    return line ? [[line.id, tOr(`unavailable.${reason}`, "unavailable.not_offered")]] : [];
  });
  lineFaults.value = Object.fromEntries(told);
}

/** What the menu changed at lines that were tapped before, by line id. */
export const lineNews = signal<News>({});

export function forgetNews(lines: readonly CartLine[]): void {
  lineNews.value = withoutNews(lineNews.value, lines);
}

/** How many of each product are in a draft: the figure on the product's tile. */
export function draftCounts(lines: readonly CartLine[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { product_id, quantity } of lines) counts.set(product_id, (counts.get(product_id) ?? 0) + quantity);
  return counts;
}

function follow(before: ReadonlyMap<string, Product>, now: ReadonlyMap<string, Product>): void {
  const followed = Object.entries(drafts.peek()).map(([id, lines]) => ({ id, ...followMenu(lines, before, now) }));
  const changes = followed.flatMap((one) => one.changes);
  drafts.value = Object.fromEntries(followed.map(({ id, lines }) => [id, lines]));
  if (changes.length) lineNews.value = tellChanges(lineNews.peek(), changes);
}

/** Keep drafts on this device, their prices those of the menu, and say what the menu did to them. */
export function keepDrafts(): void {
  let before: ReadonlyMap<string, Product> = new Map();
  effect(() => device.set(KEPT, JSON.stringify(drafts.value)));
  effect(() => {
    const now = products.value;
    if (now.size === 0) return;
    follow(before, now);
    before = now;
  });
}
