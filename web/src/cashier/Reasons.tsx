import { useSignal } from "@preact/signals";
import type { OrderLine } from "../api/types";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { say } from "../ui/Toast";
import { products } from "./house";
import { setAvailable } from "./verbs";
import "./reasons.css";

type ReasonsProps = {
  title: string;
  /** The usual reasons; one tap is the whole answer. */
  usual: readonly string[];
  /** On the button beside a reason in one's own words. */
  word: string;
  busy: boolean;
  onReason: (reason: string) => void;
  /** What has sold out can leave the menu in the same tap, so that nobody orders it once more. */
  dishes?: readonly Dish[];
};

type Dish = Pick<OrderLine, "product_id" | "name">;

/** Of a long order the menu itself is the better place. */
const MOST_DISHES = 3;

async function takeOffMenu({ product_id, name }: Dish): Promise<void> {
  if (await setAvailable("products", product_id, "today")) say(t("off.told", { name }));
}

/** Each once, and only while it is on sale. */
function onSale(dishes: readonly Dish[]): Dish[] {
  const each = new Map(dishes.map((dish) => [dish.product_id, dish]));
  const sold = [...each.values()].filter(({ product_id }) => products.value.get(product_id)?.available);
  return sold.length > MOST_DISHES ? [] : sold;
}

/** Nothing is taken away without a reason. */
export function Reasons({ title, usual, word, busy, onReason, dishes = [] }: ReasonsProps) {
  const own = useSignal("");
  return (
    <section class="reasons">
      <h3>{title}</h3>
      <ul>
        {usual.map((reason) => (
          <li key={reason}>
            <Button wide busy={busy} onClick={() => onReason(reason)}>
              {reason}
            </Button>
          </li>
        ))}
        {onSale(dishes).map((dish) => (
          <li key={dish.product_id}>
            <Button
              wide
              busy={busy}
              onClick={() => {
                onReason(t("reason.sold_out"));
                void takeOffMenu(dish);
              }}
            >
              {t("reason.sold_out_off", { name: dish.name })}
            </Button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (own.value.trim()) onReason(own.value.trim());
        }}
      >
        <Field
          label={t("reason.own")}
          value={own.value}
          maxLength={200}
          onInput={(event) => {
            own.value = event.currentTarget.value;
          }}
        />
        <Button kind="danger" submit busy={busy} disabled={!own.value.trim()}>
          {word}
        </Button>
      </form>
    </section>
  );
}
