import type { Choices } from "../wire";

/** Questions in a row: a dish's own is the first. */
const DEEPEST = 4;

type Groups = readonly Pick<Choices, "id" | "options">[];

const opensOf = (groups: Groups, id: string): string[] =>
  (groups.find((group) => group.id === id)?.options ?? []).flatMap((option) => option.opens_group_id ?? []);

const below = (groups: Groups, id: string): number =>
  1 + Math.max(0, ...opensOf(groups, id).map((opened) => below(groups, opened)));

function above(groups: Groups, id: string): number {
  const openers = groups.filter((group) => opensOf(groups, group.id).includes(id));
  return Math.max(0, ...openers.map((opener) => 1 + above(groups, opener.id)));
}

const reaches = (groups: Groups, from: string, to: string): boolean =>
  from === to || opensOf(groups, from).some((opened) => reaches(groups, opened, to));

/** The questions an answer of this one may open: none that leads back to it, none that lies too deep. */
export function openable<Group extends Groups[number]>(id: string | null, groups: readonly Group[]): Group[] {
  const before = id ? above(groups, id) : 0;
  return groups.filter(
    (group) => !(id && reaches(groups, group.id, id)) && before + 1 + below(groups, group.id) <= DEEPEST,
  );
}
