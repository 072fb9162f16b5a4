import type { JSX } from "preact";
import type { OptionGroup, Product } from "../api/types";
import { answer } from "../lib/choosing";
import { openedBy, type Picks } from "../lib/menu";
import { Choice } from "./Choice";

type QuestionsProps = {
  product: Product;
  picks: Picks;
  /** Those the guest wanted to go on without. */
  missing: readonly OptionGroup[];
  onPicks: (picks: Picks) => void;
};

/** Everything asked about a dish; what an answer opens stands right below it, and goes with it. */
export function Questions({ product, picks, missing, onPicks }: QuestionsProps) {
  const opened = openedBy(product, picks);
  const ask = (group: OptionGroup): JSX.Element => (
    <Choice
      key={group.id}
      group={group}
      picks={picks}
      missing={missing.includes(group)}
      onPick={(id, times) => onPicks(answer(product, picks, group, id, times))}
      below={({ id }) => {
        const next = opened.get(id);
        return next && ask(next);
      }}
    />
  );
  return <div class="choices">{product.option_groups.map(ask)}</div>;
}
