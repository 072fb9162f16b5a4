import { signal } from "@preact/signals";
import type { ApiPath } from "../../api/types";
import { dayAndClock, t } from "../../lib/i18n";
import { post } from "../../staff/creating";
import { act } from "../../staff/doing";
import { fetched } from "../../staff/fetched";
import { patch } from "../../staff/saving";
import { call, callAll } from "../../staff/server";
import { checkTyped } from "../../staff/typed";
import { say } from "../../ui/Toast";
import type { Account } from "../wire";

export const people = fetched(() => callAll<Account>("/api/staff"));

/** Whose sheet is open; null when none is. */
export const openId = signal<string | null>(null);
export const isAdding = signal(false);
/** Links are told once, by the answer that made them; they are shown until the sheet is closed. */
export const links = signal<ReadonlyMap<string, string>>(new Map());

const pathOf = (id: string): ApiPath => `/api/staff/${id}`;
export const seenWords = ({ last_login_at }: Account): string =>
  last_login_at ? t("people.seen", { time: dayAndClock(last_login_at) }) : t("people.never");
export const doingTo = (id: string): string => `person ${id}`;

export function takePerson(person: Account): void {
  const { invitation_url, ...account } = person;
  if (invitation_url) links.value = new Map(links.value).set(person.id, invitation_url);
  people.change((known) =>
    known.some(({ id }) => id === person.id)
      ? known.map((one) => (one.id === person.id ? { ...account, invitation_url: null } : one))
      : [...known, { ...account, invitation_url: null }],
  );
}

export type NewPerson = { name: string; email: string; role: string; branch_id: string };
export const ADDING = "add person";

export async function addPerson(wanted: NewPerson): Promise<boolean> {
  const made = await act(ADDING, async () => {
    checkTyped(wanted);
    return post<Account>("/api/staff", wanted);
  });
  if (!made) return false;
  takePerson(made);
  isAdding.value = false;
  openId.value = made.id;
  return true;
}

type Change = Partial<Account> & { branch_id?: string; password?: string };

/** Whoever has not come in yet gets a new link with a new address. */
export async function changePerson({ id, version }: Account, change: Change): Promise<boolean> {
  const changed = await act(doingTo(id), async () => {
    checkTyped(change);
    return patch<Account>(pathOf(id), version, change);
  });
  if (changed) takePerson(changed);
  else void people.load();
  if (changed?.invited && change.email) await inviteAgain(changed);
  return changed !== null;
}

export async function inviteAgain({ id }: Account): Promise<void> {
  const made = await act(doingTo(id), () =>
    call<{ invitation_url: string }>(`/api/staff/${id}/invitation`, { method: "POST", body: {} }),
  );
  if (made) links.value = new Map(links.value).set(id, made.invitation_url);
}

export async function signOutEverywhere({ id, name }: Account): Promise<void> {
  const done = await act(doingTo(id), async () => {
    await call(`/api/staff/${id}/sign-out-everywhere`, { method: "POST", body: {} });
    return true;
  });
  if (done) say(t("people.signed_out", { name }));
}

export function closePeople(): void {
  isAdding.value = false;
  openId.value = null;
  links.value = new Map();
}
