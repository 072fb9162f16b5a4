import { useComputed } from "@preact/signals";
import ChevronRight from "lucide/dist/esm/icons/chevron-right.mjs";
import Flame from "lucide/dist/esm/icons/flame.mjs";
import Leaf from "lucide/dist/esm/icons/leaf.mjs";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import type { Product } from "../api/types";
import { type Key, soonest, t } from "../lib/i18n";
import { defaultPicks, isSimple, startingPrice } from "../lib/menu";
import { Icon } from "../ui/Icon";
import { State } from "../ui/State";
import { add, countOf } from "./cart";
import { markOf, numberOf } from "./marks";
import { price as charged } from "./menu";
import { openDish } from "./view";

/** A dish without a photo is set in type: name, words, price, and one tap to have it. */
export function Dish({ product }: { product: Product }) {
  return (
    <li class={product.available ? "dish" : "dish off"}>
      <div class="dish-words">
        <h3>
          <button type="button" onClick={() => (openDish.value = { product_id: product.id })}>
            <bdi lang={product.lang}>{product.name}</bdi>
            {numberOf.value && <small class="told-apart"> {numberOf.value(product)}</small>}
          </button>
        </h3>
        {product.description && <p lang={product.description_lang}>{product.description}</p>}
        <p class="dish-facts">
          <Price product={product} />
          <Tags product={product} />
          {product.available ? <Left product={product} /> : <State word={whyNot(product)} />}
          {markOf.value && <State {...markOf.value(product)} />}
        </p>
      </div>
      {product.available && <Have product={product} />}
    </li>
  );
}

const FEW = 5;

/** Few portions are worth hurrying for; many are nobody's business. */
function Left({ product: { remaining: n } }: { product: Product }) {
  return n !== null && n <= FEW ? <State tone="waiting" word={t("remaining", { n })} /> : null;
}

export function Price({ product }: { product: Product }) {
  const { price, from } = startingPrice(product);
  const amount = charged(price);
  return <b>{from ? t("price.from", { price: amount }) : amount}</b>;
}

/** Vegan says more than vegetarian; one of the two is enough. */
function dietKey(tags: readonly string[]): Key | null {
  if (tags.includes("vegan")) return "tag.vegan";
  return tags.includes("vegetarian") ? "tag.vegetarian" : null;
}

function Tags({ product: { tags, spiciness, min_age } }: { product: Product }) {
  const diet = dietKey(tags);
  const heat = spiciness ?? (tags.includes("spicy") ? 1 : 0);
  return (
    <>
      {diet && (
        <span class="tag">
          <Icon of={Leaf} size={16} />
          {t(diet)}
        </span>
      )}
      {heat > 0 && (
        <span class="tag">
          <Icon of={Flame} size={16} />
          {t("spicy", { n: heat })}
        </span>
      )}
      {min_age !== null && <span class="tag">{t("min_age", { n: min_age })}</span>}
    </>
  );
}

function Have({ product }: { product: Product }) {
  // A tap redraws the one button whose number changed, not two hundred.
  const here = useComputed(() => countOf(product.id)).value;
  if (!isSimple(product))
    return (
      <span class={here ? "dish-more some" : "dish-more"}>
        {here || <Icon of={ChevronRight} turns />}
        {here > 0 && <span class="unseen">{t("card.added", { n: here })}</span>}
      </span>
    );
  return (
    <button
      type="button"
      class={here ? "dish-add some" : "dish-add"}
      aria-label={t("card.add", { product: product.name })}
      onClick={() => add(product, defaultPicks(product), 1)}
    >
      {here || <Icon of={Plus} />}
    </button>
  );
}

/** Why several dishes, a whole section, are not to be had, or the first of them from when: said once, and they stay folded. */
export function closedBecause(products: readonly Product[]): string | null {
  if (!products[1] || products.some(({ available }) => available)) return null;
  const [soonest] = products.flatMap(({ available_from }) => available_from ?? []).sort();
  const reasons = new Set(products.map(whyNot));
  const told = products.find(({ available_from }) => available_from === (soonest ?? null));
  return told && (soonest || reasons.size === 1) ? whyNot(told) : null;
}

/** Why a dish cannot be had, and from when again, as far as the house knows. */
export function whyNot({ unavailable_because: because, available_from: from }: Product): string {
  if (because === "outside_hours" && from) return t("unavailable.outside_hours_until", { time: soonest(from) });
  return t(`unavailable.${because ?? "switched_off"}`);
}
