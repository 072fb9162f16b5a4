import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";

type SomeOfProps<Item> = { items: readonly Item[]; first: number; children: (item: Item) => ComponentChildren };

/** The first few of a list that may be very long, and a key to see as many more. */
export function SomeOf<Item>({ items, first, children }: SomeOfProps<Item>) {
  const shown = useSignal(first);
  const more = Math.min(first, items.length - shown.value);
  return (
    <>
      {items.slice(0, shown.value).map(children)}
      {more > 0 && (
        <Button
          wide
          onClick={() => {
            shown.value += first;
          }}
        >
          {t("more.show", { n: more })}
        </Button>
      )}
    </>
  );
}
