import Check from "lucide/dist/esm/icons/check.mjs";
import ShieldAlert from "lucide/dist/esm/icons/shield-alert.mjs";
import type { OrderLine } from "../api/types";
import { clock, t } from "../lib/i18n";
import { last } from "../lib/last";
import { State } from "../ui/State";
import { allergenNames } from "./allergenNames";

/** What this guest told the kitchen with the round, and when the kitchen saw it: for the last item it saw. */
export function AllergyNote({ lines }: { lines: readonly OrderLine[] }) {
  const noted = lines.filter((line) => line.allergies.length > 0 && line.status !== "VOIDED");
  if (!noted.length) return null;
  const codes = [...new Set(noted.flatMap((line) => line.allergies))];
  const seen = noted.map((line) => line.allergy_seen_at).sort();
  const seenAt = seen.includes(null) ? null : last(seen);
  return (
    <p aria-live="polite">
      {seenAt ? (
        <State tone="allergy" icon={Check} word={t("round.allergy_seen", { time: clock(seenAt) })} />
      ) : (
        <State tone="allergy" icon={ShieldAlert} word={t("round.allergies", { list: allergenNames(codes) })} />
      )}
    </p>
  );
}
