import type { Product } from "../api/types";
import { language, t, tOr } from "../lib/i18n";
import { Price } from "./Dish";

/** Names in the reader's way of listing: "gluten, milk and eggs". */
function list(names: readonly string[]): string {
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(names);
}

const nameOf = (code: string) => tOr(`allergen.${code}`, "dish.code", { code: code.replaceAll("-", " ") });

/** What is in it. No list means nobody wrote one, never that it is free of something. */
export function DishFacts({ product }: { product: Product }) {
  const { allergens, additives } = product;
  return (
    <div class="dish-about">
      <p>
        <Price product={product} />
      </p>
      {product.description && <p>{product.description}</p>}
      <p class="small">
        {allergens.length ? t("dish.contains", { list: list(allergens.map(nameOf)) }) : t("dish.unknown")}
        {additives.length > 0 && <br />}
        {additives.length > 0 && t("dish.additives", { list: list(additives.map(nameOf)) })}
      </p>
    </div>
  );
}
