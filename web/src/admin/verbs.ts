import { signal } from "@preact/signals";
import type { ApiPath } from "../api/types";
import { t } from "../lib/i18n";
import { act } from "../staff/doing";
import { call } from "../staff/server";
import { say } from "../ui/Toast";
import { branches, managers, organizations } from "./platform";
import { go, organizationPath } from "./route";
import { closeSheet, show } from "./sheets";
import type { Account, Branch, NewAccount, Organization } from "./wire";

/** Everything an admin tells the server. Each runs once at a time under its name. */

const post = <Answer>(path: ApiPath, body: unknown): Promise<Answer> => call<Answer>(path, { method: "POST", body });
const patch = <Answer>(path: ApiPath, version: number, body: unknown): Promise<Answer> =>
  call<Answer>(path, { method: "PATCH", body, headers: { "if-match": `"${version}"` } });

const withOne = <Item extends { id: string }>(items: Item[], one: Item): Item[] =>
  items.some(({ id }) => id === one.id) ? items.map((item) => (item.id === one.id ? one : item)) : [...items, one];

/** What was refused may have been changed by somebody else: show how it is now. */
async function tell<Answer>(
  name: string,
  work: () => Promise<Answer>,
  reload: () => Promise<void>,
): Promise<Answer | null> {
  const answer = await act(name, work);
  if (answer === null) void reload();
  return answer;
}

export const ADD_ORGANIZATION = "add organization";
export type NewOrganization = { name: string; country: string; currency?: string; language: string };

export async function addOrganization(wanted: NewOrganization): Promise<void> {
  const made = await act(ADD_ORGANIZATION, () => post<Organization>("/api/organizations", wanted));
  if (!made) return;
  organizations.change((known) => withOne(known, made));
  closeSheet();
  go(organizationPath(made.id));
}

export const renaming = (id: string): string => `rename ${id}`;

export async function renameOrganization({ id, version }: Organization, name: string): Promise<void> {
  const path = `/api/organizations/${id}` as const;
  const changed = await tell(renaming(id), () => patch<Organization>(path, version, { name }), organizations.load);
  if (!changed) return;
  organizations.change((known) => withOne(known, changed));
  closeSheet();
}

export const ADD_BRANCH = "add branch";
export type BranchWish = { name: string; country: string; timezone?: string };

export async function addBranch(organizationId: string, wanted: BranchWish): Promise<void> {
  const made = await act(ADD_BRANCH, () => post<Branch>(`/api/organizations/${organizationId}/branches`, wanted));
  if (!made) return;
  branches.change((known) => withOne(known, made));
  void organizations.load();
  closeSheet();
}

export const changing = (id: string): string => `change ${id}`;

export async function changeBranch({ id, version }: Branch, wish: BranchWish): Promise<void> {
  const changed = await tell(changing(id), () => patch<Branch>(`/api/branches/${id}`, version, wish), branches.load);
  if (!changed) return;
  branches.change((known) => withOne(known, changed));
  closeSheet();
}

/** Links are told once, by the answer that made them; they are shown until the sheet is closed. */
export const links = signal<ReadonlyMap<string, string>>(new Map());

export const ADD_MANAGER = "add manager";
export type NewManager = { name: string; email: string; organization_id: string; branch_id: string | null };

export async function addManager(wanted: NewManager): Promise<void> {
  const made = await act(ADD_MANAGER, () => post<NewAccount>("/api/managers", wanted));
  if (!made) return;
  const { invitation_url, ...account } = made;
  managers.change((known) => withOne(known, account));
  if (invitation_url) links.value = new Map(links.value).set(made.id, invitation_url);
  void organizations.load();
  show({ kind: "manager", id: made.id });
}

export async function changeManager(
  { id, version }: Account,
  change: { name?: string; branch_id?: string | null; active?: boolean; password?: string },
): Promise<boolean> {
  const changed = await tell(
    changing(id),
    () => patch<NewAccount>(`/api/managers/${id}`, version, change),
    managers.load,
  );
  if (!changed) return false;
  const { invitation_url: _, ...account } = changed;
  managers.change((known) => withOne(known, account));
  return true;
}

export async function inviteAgain({ id }: Account): Promise<void> {
  const made = await act(changing(id), () => post<{ invitation_url: string }>(`/api/managers/${id}/invitation`, {}));
  if (made) links.value = new Map(links.value).set(id, made.invitation_url);
}

export async function signOutEverywhere({ id, name }: Account): Promise<void> {
  const done = await act(changing(id), async () => {
    await post(`/api/managers/${id}/sign-out-everywhere`, {});
    return true;
  });
  if (done) say(t("manager.signed_out", { name }));
}
