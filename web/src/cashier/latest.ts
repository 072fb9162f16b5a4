/** Answers come in another order than the questions were asked in; what was asked for last is the news. */
export type Latest<Item> = {
  /** Begin a question; later questions have higher turns. */
  ask: () => number;
  /** Take up the answer about one thing; false says that something newer is known, and nothing was taken. */
  take: (item: Item, turn: number) => boolean;
  /** Take up the answer about all things: the list, with what is known newer laid over it. */
  takeAll: (items: readonly Item[], turn: number) => Item[];
  /** What is still on its way is of no use any more either. */
  forget: () => void;
};

type Known<Item> = { item: Item; turn: number };

/** A higher version is newer, whenever it was asked for; not every change raises it, so within one the turn decides. */
export function latest<Item extends { id: string; version: number }>(): Latest<Item> {
  let asked = 0;
  let wholeTurn = 0;
  let known = new Map<string, Known<Item>>();

  const isNewer = (one: Known<Item>, other: Known<Item>): boolean =>
    one.item.version === other.item.version ? one.turn >= other.turn : one.item.version > other.item.version;

  return {
    ask: () => ++asked,
    take: (item, turn) => {
      const before = known.get(item.id);
      const newer = before ? isNewer({ item, turn }, before) : turn >= wholeTurn;
      if (newer) known.set(item.id, { item, turn });
      return newer;
    },
    takeAll: (items, turn) => {
      const whole = new Map(items.map((item) => [item.id, { item, turn }]));
      for (const [id, one] of known) {
        const listed = whole.get(id);
        if (listed ? isNewer(one, listed) : one.turn > turn) whole.set(id, one);
      }
      wholeTurn = turn;
      known = whole;
      return [...whole.values()].map(({ item }) => item);
    },
    forget: () => {
      known.clear();
      wholeTurn = asked + 1;
    },
  };
}
