/** What somebody else changed while a form was open; `mine`: this form has another value there, which was kept. */
export type Moved = { field: string; theirs: unknown; mine: boolean };

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Only what was typed: the fields of `now` that differ from `base`. */
export function changesOf<Value extends object>(base: Value, now: Value): Partial<Value> {
  const fields = Object.keys(now) as (keyof Value & string)[];
  return Object.fromEntries(
    fields.filter((field) => !same(base[field], now[field])).map((f) => [f, now[f]]),
  ) as Partial<Value>;
}

/** Carry what was typed over to what is saved now: typed fields stay, all others follow. */
export function rebase<Value extends object>(
  base: Value,
  typed: Value,
  theirs: Value,
): { value: Value; moved: Moved[] } {
  const mine = changesOf(base, typed);
  const fields = Object.keys(changesOf(base, theirs)) as (keyof Value & string)[];
  const moved = fields
    .filter((field) => !same(theirs[field], typed[field]))
    .map((field) => ({ field, theirs: theirs[field], mine: field in mine }));
  return { value: { ...theirs, ...mine }, moved };
}
