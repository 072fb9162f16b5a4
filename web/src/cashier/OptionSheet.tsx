import { useSignal } from "@preact/signals";
import Check from "lucide/dist/esm/icons/check.mjs";
import type { OptionGroup, Product } from "../api/types";
import { type CartLine, MOST_OF_ONE } from "../lib/cart";
import { answer } from "../lib/choosing";
import { livingPicks, lostNames } from "../lib/following";
import { t } from "../lib/i18n";
import { askedGroups, defaultPicks, isAnswered, type Picks, unanswered, unitPrice } from "../lib/menu";
import { money } from "../lib/money";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { Stepper } from "../ui/Stepper";
import { AllergyPick, DishAllergens } from "./AllergyPick";
import { roomFor } from "./changes";
import { dishName } from "./dishes";
import { addToDraft, changeDraftLine, changeDraftQuantity, draftOf } from "./drafts";
import { currency, products } from "./house";
import { OptionRows } from "./OptionRows";
import { whyNot } from "./ProductTile";
import { price } from "./price";
import { closeSheet } from "./sheets";
import "./options.css";

type OptionSheetProps = { sessionId: string; product: Product; line: CartLine | null };

/** One required question with one answer needs no "Add": the answer adds. */
const addsAtOnce = (product: Product, picks: Picks): boolean => {
  const [only, ...others] = askedGroups(product, picks);
  return product.available && only?.min === 1 && only.max === 1 && !others.length;
};

export function OptionSheet({ sessionId, product: opened, line }: OptionSheetProps) {
  const product = products.value.get(opened.id) ?? opened;
  const picks = useSignal<Picks>(line?.picks ?? defaultPicks(product));
  const quantity = useSignal(line?.quantity ?? 1);
  const note = useSignal(line?.note ?? "");
  const allergies = useSignal<readonly string[]>(line?.allergies ?? []);
  const living = livingPicks(product, picks.value);
  const unit = unitPrice(product, living);
  const missing = unanswered(product, living);
  const room = roomFor(product, draftOf(sessionId)) + (line?.quantity ?? 0);
  const most = Math.max(line?.quantity ?? 1, Math.min(MOST_OF_ONE, room));

  function finish(chosen: Picks): void {
    const wanted = { picks: chosen, quantity: quantity.value, note: note.value.trim(), allergies: allergies.value };
    if (line) changeDraftLine(sessionId, { ...line, ...wanted, unit: unitPrice(product, chosen) });
    else addToDraft(sessionId, product, wanted);
    closeSheet();
  }

  function choose(group: OptionGroup, optionId: string, times: number): void {
    picks.value = answer(product, living, group, optionId, times);
    if (!line && times > 0 && addsAtOnce(product, picks.value) && isAnswered(group, picks.value)) finish(picks.value);
  }

  const word = line ? t("options.keep") : t("options.add", { n: quantity.value });
  return (
    <Sheet
      title={dishName({ product_id: product.id, name: product.name })}
      lang={product.lang}
      closeWord={t("close")}
      onClose={closeSheet}
      foot={
        <div class="options-foot">
          <Stepper
            value={quantity.value}
            min={line ? 0 : 1}
            max={most}
            fewer={t("draft.fewer", { name: product.name })}
            more={t("draft.more", { name: product.name })}
            onChange={(wanted) => {
              quantity.value = wanted;
              if (wanted === 0 && line) {
                changeDraftQuantity(sessionId, line.id, 0);
                closeSheet();
              }
            }}
          />
          <Button kind="main" big disabled={missing.length > 0 || !product.available} onClick={() => finish(living)}>
            <span>{missing[0] ? t("options.missing", { group: missing[0].name }) : word}</span>
            {missing.length === 0 && <span class="figures">{price(unit * quantity.value)}</span>}
          </Button>
        </div>
      }
    >
      <MenuNews before={opened} now={product} picks={picks.value} />
      <DishAllergens product={product} picks={living} allergies={allergies.value} />
      {askedGroups(product, living).map((group) => (
        <OptionRows
          key={group.id}
          group={group}
          nested={!product.option_groups.some(({ id }) => id === group.id)}
          picks={living}
          onPick={(optionId, times) => choose(group, optionId, times)}
        />
      ))}
      <AllergyPick
        chosen={allergies.value}
        onPick={(chosen) => {
          allergies.value = chosen;
        }}
      />
      <label class="field options-note">
        <span class="options-note-word">
          {t("options.note")}
          {note.value && <Icon of={Check} size={18} />}
        </span>
        <input
          type="text"
          maxLength={200}
          value={note.value}
          onInput={(event) => {
            note.value = event.currentTarget.value;
          }}
        />
      </label>
    </Sheet>
  );
}

type MenuNewsProps = { before: Product; now: Product; picks: Picks };

/** What the menu did to the dish while its form is open. */
function MenuNews({ before, now, picks }: MenuNewsProps) {
  const living = livingPicks(now, picks);
  const lost = lostNames(before, picks, living);
  const [was, is] = [unitPrice(before, picks), unitPrice(now, living)];
  const price = { before: money(was, currency.value), now: money(is, currency.value) };
  return (
    <div class="options-news" role="status">
      {!now.available && <p>{whyNot(now)}</p>}
      {lost.map((option) => (
        <p key={option}>{t("draft.lost", { option })}</p>
      ))}
      {lost.length === 0 && was !== is && <p>{t("draft.price", price)}</p>}
    </div>
  );
}
