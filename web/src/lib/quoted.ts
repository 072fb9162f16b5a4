import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { PlaceOrder, Quote } from "../api/types";

/** So long a cart has to lie still before the server is asked about it. */
const STILL = 250;

/** What a cart comes to with the tax on top, from the server; null while that is not known. `wanted` null: nobody asks. */
export function keepQuoted(
  wanted: () => PlaceOrder | null,
  ask: (body: PlaceOrder) => Promise<Quote>,
): ReadonlySignal<Quote | null> {
  const known = signal<Quote | null>(null);
  let latest = "";
  effect(() => {
    const body = wanted();
    const asked = body ? JSON.stringify(body) : "";
    if (asked === latest) return;
    latest = asked;
    known.value = null;
    if (body) setTimeout(() => void answer(body, asked), STILL);
  });
  async function answer(body: PlaceOrder, asked: string): Promise<void> {
    if (latest !== asked) return;
    const quote = await ask(body).catch(() => null);
    if (latest === asked) known.value = quote;
  }
  return known;
}
