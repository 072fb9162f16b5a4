import type { Product } from "../api/types";
import { isFree } from "../lib/allergens";
import { t } from "../lib/i18n";
import { allergenNames } from "./allergenNames";
import { Price } from "./Dish";

/** What is in it. No list means nobody wrote one, never that it is free of something. */
export function DishFacts({ product }: { product: Product }) {
  const { allergens, additives } = product;
  return (
    <div class="dish-about">
      <p>
        <Price product={product} />
      </p>
      {product.description && <p lang={product.description_lang}>{product.description}</p>}
      <p class="small">
        {isFree(allergens)
          ? t("dish.none")
          : allergens.length
            ? t("dish.contains", { list: allergenNames(allergens) })
            : t("dish.unknown")}
        {additives.length > 0 && <br />}
        {additives.length > 0 && t("dish.additives", { list: allergenNames(additives) })}
      </p>
    </div>
  );
}
