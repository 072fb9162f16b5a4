import { type ReadonlySignal, signal } from "@preact/signals";
import { askOnceMore, notOnceMore } from "../lib/onceMore";
import { asFault, type Fault } from "./server";

/** Something of the server's, shown until something newer comes. A failed reload keeps what is shown, and is repeated
 * while nobody answers. */
export type Fetched<Value> = {
  value: ReadonlySignal<Value | null>;
  fault: ReadonlySignal<Fault | null>;
  /** Ask now; while one question is on its way, one more waits behind it and no third. */
  load: () => Promise<void>;
  /** When the question that is on its way has its answer; at once where there is none. */
  settled: () => Promise<void>;
  change: (change: (value: Value) => Value) => void;
  forget: () => void;
};

export function fetched<Value>(get: () => Promise<Value>): Fetched<Value> {
  const value = signal<Value | null>(null);
  const fault = signal<Fault | null>(null);
  let running: Promise<void> | null = null;
  let again = false;
  let life = 0;

  async function run(): Promise<void> {
    const began = life;
    do {
      again = false;
      try {
        const got = await get();
        if (began !== life) return;
        value.value = got;
        fault.value = null;
      } catch (thrown) {
        if (began !== life) return;
        fault.value = asFault(thrown);
        if (value.value !== null) askOnceMore(thrown, load);
      }
    } while (again);
  }

  function load(): Promise<void> {
    if (running) again = true;
    else {
      const mine = run().finally(() => {
        if (running === mine) running = null;
      });
      running = mine;
    }
    return running ?? Promise.resolve();
  }

  return {
    value,
    fault,
    load,
    settled: () => running ?? Promise.resolve(),
    change: (change) => {
      if (value.value !== null) value.value = change(value.value);
    },
    forget: () => {
      notOnceMore(load);
      life++;
      running = null;
      value.value = null;
      fault.value = null;
    },
  };
}
