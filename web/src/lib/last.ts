/** The last of a list; `at` is younger than the oldest browsers that can order. */
export const last = <Item>(items: readonly Item[]): Item | undefined => items[items.length - 1];
