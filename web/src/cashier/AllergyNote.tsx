import Wheat from "lucide/dist/esm/icons/wheat-off.mjs";
import { t } from "../lib/i18n";
import { Icon } from "../ui/Icon";
import { allergyWords } from "./words";
import "./allergy.css";

/** What whoever eats this must not have; on every paper that names the dish. */
export function AllergyNote({ allergies }: { allergies: readonly string[] }) {
  if (allergies.length === 0) return null;
  return (
    <span class="allergy-note">
      <Icon of={Wheat} size={18} />
      {t("allergy.told", { list: allergyWords(allergies) })}
    </span>
  );
}
