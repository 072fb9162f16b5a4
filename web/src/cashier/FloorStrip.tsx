import { t } from "../lib/i18n";
import { money } from "../lib/money";
import type { FloorSums } from "./floor";
import { currency } from "./house";

function Figure({ word, children, tone = "" }: { word: string; children: string | number; tone?: string }) {
  return (
    <div class={`strip-figure ${tone}`}>
      <dt>{word}</dt>
      <dd class="figures">{children}</dd>
    </div>
  );
}

/** The house in five figures. */
export function FloorStrip({ sums }: { sums: FloorSums }) {
  return (
    <dl class="strip">
      <Figure word={t("strip.guests")}>{sums.guests}</Figure>
      <Figure word={t("strip.open")}>{money(sums.open, currency.value)}</Figure>
      <Figure word={t("strip.waiting")} tone={sums.waiting ? "waiting" : ""}>
        {sums.waiting}
      </Figure>
      <Figure word={t("strip.calls")} tone={sums.calls ? "waiting" : ""}>
        {sums.calls}
      </Figure>
      <Figure word={t("strip.late")} tone={sums.late ? "late" : ""}>
        {sums.late}
      </Figure>
    </dl>
  );
}
