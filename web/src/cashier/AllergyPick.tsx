import Wheat from "lucide/dist/esm/icons/wheat-off.mjs";
import type { Product } from "../api/types";
import { allergensOf, concernOf, isFree } from "../lib/allergens";
import { t } from "../lib/i18n";
import type { Picks } from "../lib/menu";
import { Icon } from "../ui/Icon";
import { menu } from "./house";
import { allergyWords, enumerated } from "./words";
import "./allergy.css";

type AllergyPickProps = { chosen: readonly string[]; onPick: (chosen: readonly string[]) => void };

/** What whoever eats this one must not have; the kitchen reads it and says so. */
export function AllergyPick({ chosen, onPick }: AllergyPickProps) {
  const others = (code: string) => chosen.filter((one) => one !== code);
  return (
    <details class="allergy-pick" open={chosen.length > 0}>
      <summary>
        <Icon of={Wheat} />
        {t("allergy.ask")}
      </summary>
      <ul>
        {allergensOf(menu.value.value).map((code) => (
          <li key={code}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(code)}
                onChange={(event) => onPick(event.currentTarget.checked ? [...others(code), code] : others(code))}
              />
              {allergyWords([code])}
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}

type DishProps = { product: Product; picks: Picks; allergies: readonly string[] };

/** What is in it; and, where somebody must not have something, whether that is in it or nobody wrote it down. */
export function DishAllergens({ product, picks, allergies }: DishProps) {
  const codes = product.allergens;
  return (
    <div class="dish-allergens">
      <p class="quiet-words">
        {isFree(codes)
          ? t("options.allergens_none")
          : codes.length
            ? t("options.allergens", { list: allergyWords(codes) })
            : t("options.allergens_unknown")}
      </p>
      <AllergyConcern product={product} picks={picks} allergies={allergies} />
    </div>
  );
}

export function AllergyConcern({ product, picks, allergies }: DishProps) {
  if (allergies.length === 0) return null;
  const { contains, unlisted } = concernOf(product, picks, allergies);
  const told = [
    contains.length > 0 && t("allergy.contains", { list: allergyWords(contains) }),
    unlisted.length > 0 && t("allergy.unlisted", { list: enumerated(unlisted) }),
  ].filter((words) => words !== false);
  return (
    <>
      {(told.length ? told : [t("allergy.without")]).map((words) => (
        <span key={words} class="allergy-concern">
          {words}
        </span>
      ))}
    </>
  );
}
