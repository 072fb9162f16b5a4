import { signal } from "@preact/signals";
import type { Named } from "../api/types";
import { Refusal } from "../lib/http";
import { t } from "../lib/i18n";
import { post } from "../staff/creating";
import { act } from "../staff/doing";
import { faultText, NO_FAULTS } from "../staff/faults";
import type { Form } from "../staff/form";
import { patch, saveForm } from "../staff/saving";
import { call, callAll } from "../staff/server";
import { checkTyped } from "../staff/typed";
import { say } from "../ui/Toast";
import { branches, managers, organizations } from "./platform";
import { go, organizationPath } from "./route";
import { closeSheet, show } from "./sheets";
import type { Account, Branch, NewAccount, Organization } from "./wire";

/** Everything an admin tells the server. Each runs once at a time under its name. */

const withOne = <Item extends { id: string }>(items: Item[], one: Item): Item[] =>
  items.some(({ id }) => id === one.id) ? items.map((item) => (item.id === one.id ? one : item)) : [...items, one];

export const ADD_ORGANIZATION = "add organization";
export type NewOrganization = { name: string; country: string; currency?: string; language: string };

export async function addOrganization(wanted: NewOrganization): Promise<void> {
  const made = await act(ADD_ORGANIZATION, async () => {
    checkTyped(wanted);
    return post<Organization>("/api/organizations", wanted);
  });
  if (!made) return;
  organizations.change((known) => withOne(known, made));
  closeSheet();
  go(organizationPath(made.id));
}

export const renaming = (id: string): string => `rename ${id}`;

const named = ({ name }: { name: string }) => (name.trim() ? NO_FAULTS : new Map([["name", faultText("no-name")]]));

export async function renameOrganization({ id }: Organization, form: Form<{ name: string }>): Promise<void> {
  const path = `/api/organizations/${id}` as const;
  const changed = await saveForm<{ name: string }, Organization>({
    name: renaming(id),
    form,
    check: named,
    send: () => patch(path, form.version.peek(), form.changes()),
    fetchNow: () => call(path),
    toForm: ({ name }) => ({ name }),
  });
  if (!changed) return;
  organizations.change((known) => withOne(known, changed));
  closeSheet();
}

export const ADD_BRANCH = "add branch";
/** An empty time zone is the country's usual one. */
export type BranchForm = { name: string; country: string; timezone: string };

export const branchForm = ({ name, country, timezone }: Branch): BranchForm => ({ name, country, timezone });

export async function addBranch(organizationId: string, form: Form<BranchForm>): Promise<void> {
  const { timezone, ...wanted } = form.value.peek();
  const wish = { ...wanted, ...(timezone && { timezone }) };
  const made = await act(ADD_BRANCH, async () => {
    checkTyped(wish);
    return post<Branch>(`/api/organizations/${organizationId}/branches`, wish);
  });
  if (!made) return;
  branches.change((known) => withOne(known, made));
  void organizations.load();
  closeSheet();
}

export const changing = (id: string): string => `change ${id}`;

export async function changeBranch({ id }: Branch, form: Form<BranchForm>): Promise<void> {
  const path = `/api/branches/${id}` as const;
  const changed = await saveForm<BranchForm, Branch>({
    name: changing(id),
    form,
    check: named,
    send: () => patch(path, form.version.peek(), form.changes()),
    fetchNow: () => call(path),
    toForm: branchForm,
  });
  if (!changed) return void branches.load();
  branches.change((known) => withOne(known, changed));
  closeSheet();
}

/** Links are told once, by the answer that made them; they are shown until the sheet is closed. */
export const links = signal<ReadonlyMap<string, string>>(new Map());

export const ADD_MANAGER = "add manager";
export type NewManager = { name: string; email: string; organization_id: string; branch_id: string | null };

export async function addManager(wanted: NewManager): Promise<void> {
  const made = await act(ADD_MANAGER, async () => {
    checkTyped(wanted);
    return post<NewAccount>("/api/managers", wanted);
  });
  if (!made) return;
  const { invitation_url, ...account } = made;
  managers.change((known) => withOne(known, account));
  if (invitation_url) links.value = new Map(links.value).set(made.id, invitation_url);
  void organizations.load();
  show({ kind: "manager", id: made.id });
}

/** No branch is all of them. */
export type ManagerForm = { name: string; branch: Named | null };

export const managerForm = ({ name, branch }: Account): ManagerForm => ({ name, branch });

function takeAccount({ invitation_url: _, ...account }: NewAccount): void {
  managers.change((known) => withOne(known, account));
}

/** True when it is saved. */
export async function placeManager({ id }: Account, form: Form<ManagerForm>): Promise<boolean> {
  const changed = await saveForm<ManagerForm, NewAccount>({
    name: changing(id),
    form,
    check: named,
    send: () => {
      const { branch, ...typed } = form.changes();
      const change = { ...typed, ...(branch !== undefined && { branch_id: branch?.id ?? null }) };
      return patch(`/api/managers/${id}`, form.version.peek(), change);
    },
    fetchNow: () => managerNow(id),
    toForm: managerForm,
  });
  if (changed) takeAccount(changed);
  else void managers.load();
  return changed !== null;
}

/** As it is now; a manager alone cannot be asked for. */
async function managerNow(id: string): Promise<NewAccount> {
  const account = (await callAll<NewAccount>("/api/managers")).find((one) => one.id === id);
  if (!account) throw new Refusal("no-such-person", 404, "gone");
  return account;
}

type ManagerChange = { email?: string; active?: boolean; password?: string };

/**
 * What was refused may have been changed by somebody else: show how it is now. Whoever has not come in yet gets a new
 * link with a new address.
 */
export async function changeManager({ id, version }: Account, change: ManagerChange): Promise<boolean> {
  const changed = await act(changing(id), async () => {
    checkTyped(change);
    return patch<NewAccount>(`/api/managers/${id}`, version, change);
  });
  if (changed) takeAccount(changed);
  else void managers.load();
  if (changed?.invited && change.email) await inviteAgain(changed);
  return changed !== null;
}

export async function inviteAgain({ id }: Account): Promise<void> {
  const made = await act(changing(id), () =>
    call<{ invitation_url: string }>(`/api/managers/${id}/invitation`, { method: "POST", body: {} }),
  );
  if (made) links.value = new Map(links.value).set(id, made.invitation_url);
}

export async function signOutEverywhere({ id, name }: Account): Promise<void> {
  const done = await act(changing(id), async () => {
    await call(`/api/managers/${id}/sign-out-everywhere`, { method: "POST", body: {} });
    return true;
  });
  if (done) say(t("manager.signed_out", { name }));
}
