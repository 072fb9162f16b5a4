import Check from "lucide/dist/esm/icons/check.mjs";
import { type ComponentChildren, Fragment } from "preact";
import type { Option, OptionGroup } from "../api/types";
import { namedIn } from "../lib/allergens";
import { isFull, ruleWords } from "../lib/choosing";
import { moneyDelta } from "../lib/delta";
import { t } from "../lib/i18n";
import { isAnswered, isRadio, type Picks, pickedIn } from "../lib/menu";
import { State } from "../ui/State";
import { Stepper } from "../ui/Stepper";
import { allergenNames } from "./allergenNames";
import { allergies } from "./care";
import { currency } from "./menu";

type ChoiceProps = {
  group: OptionGroup;
  picks: Picks;
  /** The guest wanted to go on without answering this one. */
  missing: boolean;
  onPick: (optionId: string, times: number) => void;
  /** The question that follows an option. */
  below?: (option: Option) => ComponentChildren;
};

/** One question about the dish; "choose 1" turns into a tick when it is answered. */
export function Choice({ group, picks, missing, onPick, below }: ChoiceProps) {
  return (
    <fieldset class={missing ? "choice missing" : "choice"} data-group={group.id}>
      <legend>
        <span lang={group.lang}>{group.name}</span>
        <Rule group={group} picks={picks} missing={missing} />
      </legend>
      {missing && (
        <p class="choice-missing" role="alert">
          {t("dish.missing", { n: group.min - pickedIn(group, picks), group: group.name })}
        </p>
      )}
      {group.options.map((option) => (
        <Fragment key={option.id}>
          <Answer group={group} option={option} picks={picks} onPick={onPick} />
          {below?.(option)}
        </Fragment>
      ))}
    </fieldset>
  );
}

function Rule({ group, picks, missing }: Omit<ChoiceProps, "onPick">) {
  const { key, values } = ruleWords(group);
  if (group.required && isAnswered(group, picks)) return <State icon={Check} word={t("dish.chosen")} />;
  if (!group.required && !isRadio(group) && group.max && isFull(group, picks))
    return <State word={t("dish.full", { n: group.max })} />;
  return (
    <>
      <State tone={missing ? "late" : group.required ? "waiting" : "calm"} word={t(key, values)} />
      {group.free_quantity > 0 && <State word={t("dish.free", { n: group.free_quantity })} />}
    </>
  );
}

type AnswerProps = Omit<ChoiceProps, "missing" | "below"> & { option: Option };

function Answer({ group, option, picks, onPick }: AnswerProps) {
  const times = picks[option.id] ?? 0;
  const single = isRadio(group) && group.required;
  const full = !isRadio(group) && isFull(group, picks) && times === 0;
  return (
    <div class={option.available ? "answer" : "answer off"}>
      <label>
        <input
          type={single ? "radio" : "checkbox"}
          name={group.id}
          checked={times > 0}
          disabled={!option.available || full}
          onChange={(event) => onPick(option.id, event.currentTarget.checked ? 1 : 0)}
        />
        <span class="answer-name">
          <bdi lang={option.lang}>{option.name}</bdi>
          <Inside option={option} />
        </span>
        <span class="answer-price">{option.available ? deltaWords(option) : t("unavailable.sold_out")}</span>
      </label>
      {times > 0 && group.max_per_option > 1 && (
        <Stepper
          value={times}
          min={0}
          max={Math.min(group.max_per_option, (group.max ?? Infinity) - pickedIn(group, picks) + times)}
          fewer={t("cart.fewer", { product: option.name })}
          more={t("cart.more", { product: option.name })}
          onChange={(next) => onPick(option.id, next)}
        />
      )}
    </div>
  );
}

/** What an option brings along, louder for somebody who cannot have it. */
function Inside({ option: { allergens, kind } }: { option: Option }) {
  if (!namedIn(allergens).length || kind === "remove") return null;
  const bad = allergens.some((code) => allergies.value.includes(code));
  return <small class={bad ? "bad" : undefined}>{t("dish.has", { list: allergenNames(allergens) })}</small>;
}

/** What the answer adds; leaving something out is not "included". */
function deltaWords({ price_delta, kind }: Option): string {
  if (price_delta !== 0) return moneyDelta(price_delta, currency.value);
  return kind === "remove" ? "" : t("option.included");
}
