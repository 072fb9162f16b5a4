import { type Signal, signal } from "@preact/signals";
import { insist } from "../lib/insist";

/*
 * The first screen reads the menu; what it does not need comes in four files. `table` joins and follows at once,
 * `choosing` is there for the first tap, `care` for who has an allergy or calls somebody, `ending` is what most guests
 * want once or never.
 */
export const table = signal<typeof import("./tablePart") | null>(null);
export const choosing = signal<typeof import("./choosingPart") | null>(null);
export const care = signal<typeof import("./carePart") | null>(null);
export const ending = signal<typeof import("./endingPart") | null>(null);

/** How many parts did not come yet when they were asked for. */
export const late = signal(0);

/** The visitor's wait is the part's: it is asked for until it is here. */
async function fetchPart<Part>(into: Signal<Part | null>, load: () => Promise<Part>): Promise<void> {
  into.value ??= await insist(load, late);
}

export function fetchParts(): void {
  void fetchPart(table, () => import("./tablePart"));
  void fetchPart(choosing, () => import("./choosingPart"));
  void fetchPart(care, () => import("./carePart"));
}

export function fetchEnding(): void {
  void fetchPart(ending, () => import("./endingPart"));
}
