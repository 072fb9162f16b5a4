import Check from "lucide/dist/esm/icons/check.mjs";
import CircleDot from "lucide/dist/esm/icons/circle-dot.mjs";
import type { Option, OptionGroup } from "../api/types";
import { namedIn } from "../lib/allergens";
import { isFull, ruleWords } from "../lib/choosing";
import { moneyDelta } from "../lib/delta";
import { t } from "../lib/i18n";
import { isAnswered, isRadio, type Picks } from "../lib/menu";
import { signOf } from "../staff/signs";
import { State } from "../ui/State";
import { Stepper } from "../ui/Stepper";
import { currency } from "./house";
import { allergyWords } from "./words";

type Pick = (optionId: string, times: number) => void;
type OptionRowsProps = { group: OptionGroup; picks: Picks; onPick: Pick };
/** A nested question is asked because of an answer above it. */
type RowsProps = OptionRowsProps & { nested: boolean };

/** A question and its answers; the mark turns to a check when it is answered. */
export function OptionRows({ group, nested, picks, onPick }: RowsProps) {
  const answered = isAnswered(group, picks);
  const rule = ruleWords(group);
  return (
    <fieldset class={nested ? "options nested" : "options"}>
      <legend>
        <bdi lang={group.lang}>{group.name}</bdi>
        {group.min > 0 ? (
          <State
            tone={answered ? "calm" : "waiting"}
            icon={answered ? Check : CircleDot}
            word={t(rule.key, rule.values)}
          />
        ) : (
          <span class="quiet-words">{t(rule.key, rule.values)}</span>
        )}
        {group.free_quantity > 0 && <span class="quiet-words">{t("options.free", { n: group.free_quantity })}</span>}
      </legend>
      <div class="options-rows">
        {group.options.map((option) => (
          <OptionRow key={option.id} group={group} option={option} picks={picks} onPick={onPick} />
        ))}
      </div>
    </fieldset>
  );
}

function OptionRow({ group, option, picks, onPick }: OptionRowsProps & { option: Option }) {
  const times = picks[option.id] ?? 0;
  const radio = isRadio(group);
  const barred = !option.available || (times === 0 && !radio && isFull(group, picks));
  const price = !option.available
    ? t("unavailable.sold_out")
    : option.price_delta === 0
      ? t("option.included")
      : moneyDelta(option.price_delta, currency.value);
  return (
    <div class={barred ? "option barred" : "option"}>
      <label>
        <input
          type={radio && group.min > 0 ? "radio" : "checkbox"}
          name={group.id}
          checked={times > 0}
          disabled={barred}
          onChange={(event) => onPick(option.id, event.currentTarget.checked ? 1 : 0)}
        />
        <span class="option-name">
          {signOf(option) && `${signOf(option)} `}
          <bdi lang={option.lang}>{option.name}</bdi>
          {namedIn(option.allergens).length > 0 && (
            <small class="option-allergens">{t("options.allergens", { list: allergyWords(option.allergens) })}</small>
          )}
        </span>
        <span class="option-price">{price}</span>
      </label>
      {group.max_per_option > 1 && times > 0 && (
        <Stepper
          value={times}
          min={0}
          max={isFull(group, picks) ? times : group.max_per_option}
          fewer={t("draft.fewer", { name: option.name })}
          more={t("draft.more", { name: option.name })}
          onChange={(wanted) => onPick(option.id, wanted)}
        />
      )}
    </div>
  );
}
