import { signal } from "@preact/signals";
import type { Product } from "../api/types";
import type { StateTone } from "../ui/State";

/** What a dish's card says to somebody with an allergy; null while nobody here has named one. */
export const markOf = signal<((product: Product) => { tone: StateTone; word: string }) | null>(null);
