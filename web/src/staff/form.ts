import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Faults, NO_FAULTS, withoutFaultsAt } from "./faults";
import { changesOf, type Moved, rebase, same } from "./rebase";

/** What is being typed about one thing. It outlives its screen, so that looking elsewhere loses nothing. */
export class Form<Value extends object> {
  readonly value: Signal<Value>;
  private readonly base: Signal<Value>;
  readonly version: Signal<number>;
  readonly isDirty: ReadonlySignal<boolean>;
  readonly faults = signal<Faults>(NO_FAULTS);
  /** What somebody else saved meanwhile. */
  readonly moved = signal<readonly Moved[]>([]);

  constructor(value: Value, version = 0) {
    this.value = signal(value);
    this.base = signal(value);
    this.version = signal(version);
    this.isDirty = computed(() => !same(this.base.value, this.value.value));
  }

  set(part: Partial<Value>): void {
    batch(() => {
      this.value.value = { ...this.value.value, ...part };
      this.faults.value = withoutFaultsAt(this.faults.value, Object.keys(part));
    });
  }

  changes(): Partial<Value> {
    return changesOf(this.base.value, this.value.value);
  }

  /** The server has it so now; what was typed since it was `sent` stays. */
  settle(value: Value, version: number, sent: Value = this.value.peek()): void {
    batch(() => {
      this.base.value = value;
      this.value.value = { ...value, ...changesOf(sent, this.value.peek()) };
      this.version.value = version;
      this.faults.value = NO_FAULTS;
      this.moved.value = [];
    });
  }

  undo(): void {
    this.settle(this.base.value, this.version.value);
  }

  /** Somebody else saved: what was typed stays, the rest follows; `telling` says what it did. */
  follow(theirs: Value, version: number, telling: boolean): void {
    const { value, moved } = rebase(this.base.value, this.value.value, theirs);
    batch(() => {
      this.base.value = theirs;
      this.value.value = value;
      this.version.value = version;
      if (telling) this.moved.value = moved;
    });
  }
}

const kept = new Map<string, Form<object>>();

/** The form of a thing: the one begun before, brought up to date, or a new one. */
export function formOf<Value extends object>(id: string, value: Value, version = 0): Form<Value> {
  const known = kept.get(id) as Form<Value> | undefined;
  if (known) {
    if (known.version.peek() < version && !known.isDirty.peek()) known.settle(value, version);
    return known;
  }
  const made = new Form(value, version);
  kept.set(id, made as unknown as Form<object>);
  return made;
}

export const forgetForm = (id: string): void => void kept.delete(id);
export const isTypedIn = (id: string): boolean => kept.get(id)?.isDirty.value ?? false;

addEventListener("beforeunload", (event) => {
  if ([...kept.values()].some((form) => form.isDirty.peek())) event.preventDefault();
});
