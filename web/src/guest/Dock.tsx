import { canOrder, cartTotal, countItems } from "../lib/cart";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { cart } from "./cart";
import { care, table } from "./later";
import { price, products } from "./menu";
import { cartOpen } from "./view";

/** One big button at the thumb; beside it, or alone, the way to what was ordered. */
export function Dock() {
  const count = countItems(cart.value);
  const Rounds = table.value?.RoundsButton;
  const CallButton = care.value?.CallButton;
  return (
    <div class="dock">
      {CallButton && <CallButton />}
      {Rounds && <Rounds alone={!count} />}
      <p class="unseen" role="status">
        {count > 0 && t("card.added", { n: count })}
      </p>
      {count > 0 && (
        <Button kind="main" class="dock-cart" wide onClick={openCart}>
          <span>
            {t("dock.view")}
            <b class="count">{count}</b>
          </span>
          <span>
            {cart.value.some((line) => canOrder(line, products.value))
              ? price(cartTotal(cart.value, products.value))
              : t("dock.nothing")}
          </span>
        </Button>
      )}
    </div>
  );
}

function openCart(): void {
  cartOpen.value = true;
}
