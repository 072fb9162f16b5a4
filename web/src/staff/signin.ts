import { signal } from "@preact/signals";
import type { Me } from "../api/types";
import { cookiesWork } from "../lib/cookies";
import { ask, NoAnswer, Refusal } from "../lib/http";
import { t } from "../lib/i18n";
import { device, keepsNothing } from "../lib/storage";
import { act, faultWords } from "./doing";
import { goHome } from "./homes";
import { chooseBranch, mayWorkHere, me, visitor, wasSignedOut } from "./identity";
import { asFault, type Fault } from "./server";

/** Why we do not know who works here: the server did not answer when the page was opened. */
export const startFault = signal<Fault | null>(null);

const KEPT = "comanda.signed_in";

/** What this browser refuses to keep, as a text's key; null when it keeps everything. */
export const blockedHere = signal<"sign_in.no_cookies" | "sign_in.keeps_nothing" | null>(
  keepsNothing ? "sign_in.keeps_nothing" : null,
);

/** A sign-in was made in this browser: the next page may ask about it. */
export const keepSignIn = (): void => device.set(KEPT, "yes");

/** Find out who works here. Where nobody has signed in on this device, there is nobody to ask about. */
export async function recognize(): Promise<void> {
  startFault.value = null;
  if (!cookiesWork()) blockedHere.value = "sign_in.no_cookies";
  if (!device.get(KEPT) && !keepsNothing) {
    me.value = null;
    return;
  }
  try {
    const known = await ask<Me>("/api/auth/me");
    me.value = mayWorkHere(known) ? known : null;
    visitor.value = mayWorkHere(known) ? null : known;
  } catch (thrown) {
    const fault = asFault(thrown);
    if (fault instanceof Refusal) me.value = null;
    else startFault.value = fault;
  }
}

/** Whoever signs in goes to the own app; a sign-in that ended in the middle of work here goes on here. */
export async function signIn(email: string, password: string): Promise<void> {
  const known = await act("sign in", () => ask<Me>("/api/auth/sign-in", { method: "POST", body: { email, password } }));
  if (!known) return;
  if (!(await isKnown())) {
    blockedHere.value = "sign_in.no_cookies";
    return;
  }
  keepSignIn();
  if (!(wasSignedOut.value && mayWorkHere(known)) && goHome(known)) return;
  wasSignedOut.value = false;
  me.value = known;
}

/** Whether the cookie of a sign-in that was just made comes back to the server. */
const isKnown = (): Promise<boolean> =>
  ask("/api/auth/me").then(
    () => true,
    (fault) => !(fault instanceof Refusal && fault.status === 401),
  );

/** True when nobody is signed in any more. */
export async function signOut(): Promise<boolean> {
  const done = await act("sign out", async () => {
    await ask("/api/auth/sign-out", { method: "POST", body: {} });
    return true;
  });
  if (!done) return false;
  device.remove(KEPT);
  me.value = null;
  visitor.value = null;
  chooseBranch(null);
  return true;
}

/** The sentence under the sign-in form. */
export function signInWords(fault: Fault): string {
  if (fault instanceof Refusal) return fault.status === 401 ? t("sign_in.wrong") : faultWords(fault);
  return fault instanceof NoAnswer && fault.status === 429 ? t("sign_in.too_many") : t("sign_in.no_answer");
}
