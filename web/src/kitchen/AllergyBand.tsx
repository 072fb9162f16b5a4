import Check from "lucide/dist/esm/icons/check.mjs";
import Wheat from "lucide/dist/esm/icons/wheat-off.mjs";
import { t } from "../lib/i18n";
import { isDoing } from "../staff/doing";
import { Icon } from "../ui/Icon";
import { acknowledge } from "./verbs";
import type { Line } from "./wire";
import { allergyWords } from "./words";

/** Whoever makes it has to say that they read it; it stays on the paper. */
export function AllergyBand({ line }: { line: Line }) {
  return (
    <div class={line.seen ? "allergy seen" : "allergy"}>
      <Icon of={line.seen ? Check : Wheat} size={28} />
      <p>{t(line.seen ? "allergy.seen" : "allergy.told", { list: allergyWords(line.allergies) })}</p>
      {!line.seen && (
        <button
          type="button"
          class="allergy-key"
          disabled={isDoing(`line ${line.id}`)}
          aria-label={t("allergy.see_titled", { name: line.name })}
          onClick={() => void acknowledge(line)}
        >
          {t("seen")}
        </button>
      )}
    </div>
  );
}
