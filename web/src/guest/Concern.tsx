import CircleHelp from "lucide/dist/esm/icons/circle-question-mark.mjs";
import ShieldAlert from "lucide/dist/esm/icons/shield-alert.mjs";
import type { Product } from "../api/types";
import { concernOf } from "../lib/allergens";
import { t } from "../lib/i18n";
import { listed } from "../lib/lists";
import type { Picks } from "../lib/menu";
import { Banner } from "../ui/Banner";
import { allergenNames } from "./allergenNames";
import { allergies } from "./care";

/** What a dish as it was put together means for the allergies named on this phone. Not listed is never "free of". */
export function Concern({ product, picks }: { product: Product; picks: Picks }) {
  if (!allergies.value.length) return null;
  const { contains, unlisted } = concernOf(product, picks, allergies.value);
  return (
    <>
      {contains.length > 0 && (
        <Banner tone="allergy" icon={ShieldAlert}>
          {t("care.contains", { product: product.name, list: allergenNames(contains) })}
        </Banner>
      )}
      {unlisted.length > 0 && (
        <Banner tone="calm" icon={CircleHelp}>
          {t("care.unlisted", { list: listed(unlisted) })}
        </Banner>
      )}
    </>
  );
}
