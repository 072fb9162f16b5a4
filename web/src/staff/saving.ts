import type { ApiPath } from "../api/types";
import { Refusal } from "../lib/http";
import { act, faultOf, forgetFault } from "./doing";
import { type Faults, faultsOf } from "./faults";
import type { Form } from "./form";
import { call } from "./server";

type Versioned = { version: number };

export type Saving<Value extends object, Item extends Versioned> = {
  /** Its name among what is being done. */
  name: string;
  form: Form<Value>;
  /** What cannot be saved, found before asking the server. */
  check: (value: Value) => Faults;
  send: () => Promise<Item>;
  /** The thing as the server has it; absent for what is new. */
  fetchNow?: () => Promise<Item>;
  toForm: (item: Item) => Value;
};

/**
 * Save a form: faults go to their fields, what somebody else changed is said and what was typed stays. What they changed
 * beside it is taken up and the form sent once more, not again and again.
 */
export async function saveForm<Value extends object, Item extends Versioned>(
  saving: Saving<Value, Item>,
  isRetry = false,
): Promise<Item | null> {
  const { name, form, check, send, toForm } = saving;
  form.faults.value = check(form.value.peek());
  if (form.faults.value.size > 0) {
    showFirstFault();
    return null;
  }
  const sent = form.value.peek();
  const saved = await act(name, send);
  if (saved) {
    form.settle(toForm(saved), saved.version, sent);
    return saved;
  }
  const fault = faultOf(name);
  const found = fault && faultsOf(fault);
  if (found) {
    form.faults.value = found;
    forgetFault(name);
    showFirstFault();
  }
  const isStale = fault instanceof Refusal && fault.status === 412;
  if (isStale && !isRetry && (await follow(saving))) return saveForm(saving, true);
  return null;
}

/** Take up what somebody else saved; true when none of it is in this form, so that there is nothing to look at. */
async function follow<Value extends object, Item extends Versioned>(saving: Saving<Value, Item>): Promise<boolean> {
  const { name, form, fetchNow, toForm } = saving;
  const now = fetchNow && (await act(name, fetchNow));
  if (now) form.follow(toForm(now), now.version, true);
  return Boolean(now) && form.moved.peek().length === 0;
}

/** Take whoever typed to the first field that is not right. */
export function showFirstFault(): void {
  requestAnimationFrame(() => {
    const first = document.querySelector<HTMLElement>('[aria-invalid="true"], .field-fault');
    first?.scrollIntoView({ block: "center" });
    first?.focus();
  });
}

export const patch = <Item>(path: ApiPath, version: number, body: unknown): Promise<Item> =>
  call<Item>(path, { method: "PATCH", body, headers: { "if-match": `"${version}"` } });
