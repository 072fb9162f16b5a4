import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import type { Product } from "../api/types";
import { type CartLine, MOST_OF_ONE } from "../lib/cart";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { nameInFull } from "../lib/naming";
import { Button } from "../ui/Button";
import { State } from "../ui/State";
import { Stepper } from "../ui/Stepper";
import { TicketRow } from "../ui/Ticket";
import { Concern } from "./Concern";
import { whyNot } from "./Dish";
import { isSendable, lineDetail, priceBefore, refusedLines, setQuantity } from "./keeping";
import { currency, products } from "./menu";
import { Named, toldBy } from "./Named";
import { openDish } from "./view";

/** A line of the cart, with whatever has happened to it; one that is `leaving` cannot be changed any more. */
export function CartRow({ line, leaving = false }: { line: CartLine; leaving?: boolean }) {
  const product = products.value.get(line.product_id);
  const wanted = isSendable(line);
  const reason = refusedLines.value[line.id] ?? goneBecause(product);
  const values = { product: nameInFull(line.name, toldBy(line.product_id)) };
  return (
    <TicketRow
      name={<Named name={line.name} productId={line.product_id} />}
      amount={money(line.unit * line.quantity, currency.value)}
      detail={lineDetail(line)}
      struck={!wanted}
    >
      <PriceMoved line={line} />
      {product && <Concern product={product} picks={line.picks} />}
      <div class="cart-tools" inert={leaving}>
        {reason ? <b class="cart-reason">{reason}</b> : <Change line={line} left={!wanted} />}
        <Stepper
          value={line.quantity}
          min={0}
          max={wanted ? MOST_OF_ONE : line.quantity}
          fewer={t(line.quantity > 1 ? "cart.fewer" : "cart.remove", values)}
          more={t("cart.more", values)}
          onChange={(next) => setQuantity(line.id, next)}
        />
      </div>
    </TicketRow>
  );
}

function PriceMoved({ line }: { line: CartLine }) {
  const before = priceBefore.value[line.id];
  if (before === undefined) return null;
  const values = { was: money(before, currency.value), now: money(line.unit, currency.value) };
  return (
    <p>
      <State tone="waiting" icon={TriangleAlert} word={t("cart.moved", values)} />
    </p>
  );
}

function goneBecause(product: Product | undefined): string | null {
  if (!product) return t("unavailable.not_offered");
  return product.available ? null : whyNot(product);
}

function Change({ line, left }: { line: CartLine; left: boolean }) {
  return (
    <Button
      kind="quiet"
      aria-label={left ? undefined : t("cart.change", { product: nameInFull(line.name, toldBy(line.product_id)) })}
      onClick={() => {
        openDish.value = { product_id: line.product_id, line };
      }}
    >
      {left ? t("dish.left", { n: 1 }) : t("change")}
    </Button>
  );
}
