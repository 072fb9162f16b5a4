import { signal } from "@preact/signals";
import type { Me } from "../api/types";
import { ask, NoAnswer, Refusal } from "../lib/http";
import { t } from "../lib/i18n";
import { act } from "./doing";
import { chooseBranch, me, wasSignedOut } from "./identity";
import { asFault, type Fault } from "./server";
import { closeSheet } from "./sheets";

/** Why we do not know who works here: the server did not answer when the page was opened. */
export const startFault = signal<Fault | null>(null);

const KEPT = "comanda.signed_in";

/** Find out who works here. Where nobody has signed in on this device, there is nobody to ask about. */
export async function recognize(): Promise<void> {
  startFault.value = null;
  if (!localStorage.getItem(KEPT)) {
    me.value = null;
    return;
  }
  try {
    me.value = await ask<Me>("/api/auth/me");
  } catch (thrown) {
    const fault = asFault(thrown);
    if (fault instanceof Refusal) me.value = null;
    else startFault.value = fault;
  }
}

export async function signIn(email: string, password: string): Promise<void> {
  const known = await act("sign in", () => ask<Me>("/api/auth/sign-in", { method: "POST", body: { email, password } }));
  if (!known) return;
  localStorage.setItem(KEPT, "yes");
  wasSignedOut.value = false;
  me.value = known;
}

export async function signOut(): Promise<void> {
  const done = await act("sign out", async () => {
    await ask("/api/auth/sign-out", { method: "POST", body: {} });
    return true;
  });
  if (!done) return;
  localStorage.removeItem(KEPT);
  closeSheet();
  me.value = null;
  chooseBranch(null);
}

/** The sentence under the sign-in form. */
export function signInWords(fault: Fault): string {
  if (fault instanceof Refusal) return fault.status === 401 ? t("sign_in.wrong") : fault.message;
  return fault instanceof NoAnswer && fault.status === 429 ? t("sign_in.too_many") : t("sign_in.no_answer");
}
