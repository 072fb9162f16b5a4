import { signal } from "@preact/signals";
import type { Product } from "../api/types";
import type { StateTone } from "../ui/State";

/** What a dish's card says to somebody with an allergy; null while nobody here has named one. */
export const markOf = signal<((product: Product) => { tone: StateTone; word: string }) | null>(null);
/** The number of a dish that has namesakes, as soon as the part that knows is there. */
export const numberOf = signal<((product: Product) => string | undefined) | null>(null);
