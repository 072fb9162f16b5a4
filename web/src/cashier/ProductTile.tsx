import Ban from "lucide/dist/esm/icons/ban.mjs";
import Ellipsis from "lucide/dist/esm/icons/ellipsis.mjs";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Product } from "../api/types";
import { soonest, t } from "../lib/i18n";
import { startingPrice } from "../lib/menu";
import { Icon } from "../ui/Icon";
import { say } from "../ui/Toast";
import { roomFor } from "./changes";
import { dishName } from "./dishes";
import { addToDraft, draftOf } from "./drafts";
import { price } from "./price";
import { show } from "./sheets";
import "./product.css";

/** How long a finger rests before it means "what about this dish". */
const HOLD = 500;

/** Why it cannot be ordered, in the words the guest reads too. */
export function whyNot({ unavailable_because, available_from }: Product): string {
  const because = unavailable_because ?? "not_offered";
  if (because === "staff_only") return t("unavailable.staff_only");
  if (available_from)
    return t("unavailable.until", { reason: t(`unavailable.${because}`), time: soonest(available_from) });
  return t(`unavailable.${because}`);
}

/** A long press, or the right button, does what the "…" does. The tap that follows it is swallowed. */
function heldPress(onHold: () => void, onTap: () => void) {
  let timer = 0;
  let held = false;
  const hold = () => {
    held = true;
    onHold();
  };
  return {
    onPointerDown: () => {
      held = false;
      timer = window.setTimeout(hold, HOLD);
    },
    onPointerUp: () => clearTimeout(timer),
    onPointerLeave: () => clearTimeout(timer),
    onPointerCancel: () => clearTimeout(timer),
    onContextMenu: (event: Event) => {
      event.preventDefault();
      clearTimeout(timer);
      if (!held) hold();
    },
    onClick: () => {
      if (!held) onTap();
      held = false;
    },
  };
}

/** One more of a dish for the round, or its questions, or why not. */
export function orderDish(product: Product, sessionId: string): void {
  const name = dishName({ product_id: product.id, name: product.name });
  if (!product.available) say(t("catalog.not_sold", { name, reason: whyNot(product) }));
  else if (roomFor(product, draftOf(sessionId)) === 0) say(t("draft.full", { name, n: product.remaining ?? 0 }));
  else if (product.option_groups.length) show({ kind: "options", sessionId, product, line: null });
  else addToDraft(sessionId, product);
}

type ProductTileProps = { product: Product; sessionId: string; count: number; aimed?: boolean };

export function ProductTile({ product, sessionId, count, aimed }: ProductTileProps) {
  const { name, sku, available, remaining } = product;
  const { price: least, from } = startingPrice(product);
  const shownPrice = price(least);
  const ask = () => show({ kind: "availability", productId: product.id });
  const tile = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (aimed) tile.current?.scrollIntoView({ block: "nearest" });
  }, [aimed]);
  return (
    <div
      ref={tile}
      class={["product", aimed && "aimed", !available && "off", count > 0 && "counted"].filter(Boolean).join(" ")}
    >
      <button
        type="button"
        class="product-main"
        aria-disabled={available ? undefined : "true"}
        {...heldPress(ask, () => product.available && orderDish(product, sessionId))}
      >
        <span class="product-name" lang={product.lang}>
          <bdi>{name}</bdi>
        </span>
        {product.description && (
          <span class="product-told" lang={product.description_lang}>
            {product.description}
          </span>
        )}
        {!available && (
          <span class="product-why">
            <Icon of={Ban} size={18} />
            {whyNot(product)}
          </span>
        )}
        <span class="product-foot">
          {sku && <span class="product-sku figures">{sku}</span>}
          {available && remaining !== null && <span class="product-left">{t("remaining", { n: remaining })}</span>}
          <span class="product-price figures">{from ? t("price.from", { price: shownPrice }) : shownPrice}</span>
        </span>
      </button>
      {count > 0 && (
        <span class="product-count figures">
          {count}
          <span class="unseen">{t("product.in_round")}</span>
        </span>
      )}
      <button type="button" class="product-more" aria-label={t("product.more", { name })} onClick={ask}>
        <Icon of={Ellipsis} />
      </button>
    </div>
  );
}
