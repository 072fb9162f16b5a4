import { useSignal } from "@preact/signals";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import { useRef } from "preact/hooks";
import type { Product } from "../api/types";
import { type CartLine, MOST_OF_ONE } from "../lib/cart";
import { livingPicks, lostNames } from "../lib/following";
import { t } from "../lib/i18n";
import { defaultPicks, type Picks, pick, unanswered, unitPrice } from "../lib/menu";
import { money } from "../lib/money";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Note } from "../ui/Note";
import { Sheet } from "../ui/Sheet";
import { Stepper } from "../ui/Stepper";
import { Choice } from "./Choice";
import { add, cart } from "./cart";
import { whyNot } from "./Dish";
import { DishFacts } from "./DishFacts";
import { replace } from "./keeping";
import { currency, products } from "./menu";
import { type DishAsked, openDish } from "./view";
import "./dish-sheet.css";

const MOST_LETTERS = 200;

export function DishSheet({ product_id, line }: DishAsked) {
  const product = products.value.get(product_id);
  const first = useRef(product);
  const shown = product ?? first.current;
  if (!shown) return null;
  return <OpenDish product={shown} gone={!product?.available} first={first.current ?? shown} line={line} />;
}

type OpenDishProps = { product: Product; gone: boolean; first: Product; line: CartLine | undefined };

/** Follows the menu while it is open: what was switched off leaves the choice, and the guest is told. */
function OpenDish({ product, gone, first, line }: OpenDishProps) {
  const picks = useSignal<Picks>(line?.picks ?? defaultPicks(product));
  const quantity = useSignal(line?.quantity ?? 1);
  const note = useSignal(line?.note ?? "");
  const asked = useSignal(false);
  const groups = useRef<HTMLDivElement>(null);
  const living = livingPicks(product, picks.value);
  const lost = lostNames(first, picks.value, living);
  const open = unanswered(product, living);

  const finish = () => {
    asked.value = true;
    const [firstOpen] = open;
    if (firstOpen) return groups.current?.querySelector(`[data-group="${firstOpen.id}"]`)?.scrollIntoView();
    const unit = unitPrice(product, living);
    const made = { picks: living, quantity: quantity.value, note: note.value.trim(), unit };
    if (line && cart.value.some(({ id }) => id === line.id)) replace(line.id, made);
    else add(product, living, quantity.value, made.note);
    openDish.value = null;
  };

  return (
    <Sheet
      title={product.name}
      closeWord={t("close")}
      onClose={() => (openDish.value = null)}
      foot={
        <DishFoot product={product} picks={living} quantity={quantity} left={open.length} gone={gone} onDone={finish} />
      }
    >
      {gone && (
        <Banner tone="late" icon={TriangleAlert}>
          {t("dish.gone", { product: product.name, reason: whyNot(product) })}
        </Banner>
      )}
      {lost.map((option) => (
        <Banner key={option} tone="late" icon={TriangleAlert}>
          {t("dish.option_gone", { option })}
        </Banner>
      ))}
      <DishFacts product={product} />
      <div ref={groups} class="choices">
        {product.option_groups.map((group) => (
          <Choice
            key={group.id}
            group={group}
            picks={living}
            missing={asked.value && open.includes(group)}
            onPick={(id, times) => {
              picks.value = pick(group, living, id, times);
            }}
          />
        ))}
      </div>
      <Note
        label={t("dish.note")}
        hint={t("dish.note_hint")}
        value={note.value}
        maxLength={MOST_LETTERS}
        onInput={(text) => {
          note.value = text;
        }}
      />
    </Sheet>
  );
}

type DishFootProps = {
  product: Product;
  picks: Picks;
  quantity: { value: number };
  /** Required questions without an answer. */
  left: number;
  gone: boolean;
  onDone: () => void;
};

function DishFoot({ product, picks, quantity, left, gone, onDone }: DishFootProps) {
  const unit = unitPrice(product, picks);
  const price = (amount: number) => money(amount, currency.value);
  const each = quantity.value > 1 ? t("dish.each", { price: price(unit) }) : null;
  return (
    <div class="dish-foot">
      <Stepper
        value={quantity.value}
        max={MOST_OF_ONE}
        fewer={t("dish.fewer")}
        more={t("dish.more")}
        onChange={(next) => {
          quantity.value = next;
        }}
      />
      <Button kind="main" class="dish-done" disabled={gone} onClick={onDone}>
        {gone ? whyNot(product) : t("dish.add", { n: quantity.value, price: price(unit * quantity.value) })}
        <small>{left ? t("dish.left", { n: left }) : each}</small>
      </Button>
    </div>
  );
}
