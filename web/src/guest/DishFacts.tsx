import type { Product } from "../api/types";
import { language, t, tOr } from "../lib/i18n";

/** Names in the reader's way of listing: "gluten, milk and eggs". */
function list(names: readonly string[]): string {
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(names);
}

const nameOf = (code: string) => tOr(`allergen.${code}`, "dish.code", { code: code.replaceAll("-", " ") });

/** What is in it. No list means nobody wrote one, never that it is free of something. */
export function DishFacts({ product: { description, allergens, additives } }: { product: Product }) {
  return (
    <div class="dish-about">
      {description && <p>{description}</p>}
      <p class="small">
        {allergens.length ? t("dish.contains", { list: list(allergens.map(nameOf)) }) : t("dish.unknown")}
        {additives.length > 0 && <br />}
        {additives.length > 0 && t("dish.additives", { list: list(additives.map(nameOf)) })}
      </p>
    </div>
  );
}
