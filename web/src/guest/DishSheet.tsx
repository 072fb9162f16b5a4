import { useSignal } from "@preact/signals";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import { useRef } from "preact/hooks";
import type { Product } from "../api/types";
import { type CartLine, MOST_OF_ONE } from "../lib/cart";
import { livingPicks, lostNames } from "../lib/following";
import { t } from "../lib/i18n";
import { defaultPicks, type Picks, unanswered, unitPrice } from "../lib/menu";
import { money } from "../lib/money";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Note } from "../ui/Note";
import { Sheet } from "../ui/Sheet";
import { Stepper } from "../ui/Stepper";
import { Concern } from "./Concern";
import { add, cart } from "./cart";
import { whyNot } from "./Dish";
import { DishFacts } from "./DishFacts";
import { replace } from "./keeping";
import { currency, price, products } from "./menu";
import { Questions } from "./Questions";
import { type DishAsked, openDish } from "./view";
import "./dish-sheet.css";

const MOST_LETTERS = 200;

export function DishSheet({ product_id, line }: DishAsked) {
  const product = products.value.get(product_id);
  const first = useRef(product);
  const shown = product ?? first.current;
  if (!shown) return null;
  const gone = product ? (product.available ? null : whyNot(product)) : t("unavailable.not_offered");
  return <OpenDish product={shown} gone={gone} first={first.current ?? shown} line={line} />;
}

/** `gone`: why it cannot be had any more; `first`: the dish as it was when the sheet opened. */
type OpenDishProps = { product: Product; gone: string | null; first: Product; line: CartLine | undefined };

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
      lang={product.lang}
      closeWord={t("close")}
      onClose={() => (openDish.value = null)}
      foot={
        <DishFoot product={product} picks={living} quantity={quantity} left={open.length} gone={gone} onDone={finish} />
      }
    >
      {gone && (
        <Banner tone="late" icon={TriangleAlert}>
          {t("dish.gone", { product: product.name, reason: gone })}
        </Banner>
      )}
      {!gone && <PriceMoved product={product} first={first} picks={living} />}
      {lost.map((option) => (
        <Banner key={option} tone="late" icon={TriangleAlert}>
          {t("dish.option_gone", { option })}
        </Banner>
      ))}
      <DishFacts product={product} />
      <Concern product={product} picks={living} />
      <div ref={groups}>
        <Questions
          product={product}
          picks={living}
          missing={asked.value ? open : []}
          onPicks={(next) => {
            picks.value = next;
          }}
        />
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

/** The same choice costs something else than when the sheet opened. */
function PriceMoved({ product, first, picks }: { product: Product; first: Product; picks: Picks }) {
  const [was, now] = [unitPrice(first, picks), unitPrice(product, picks)];
  if (was === now) return null;
  const values = { product: product.name, was: money(was, currency.value), price: money(now, currency.value) };
  return (
    <Banner tone="waiting" icon={TriangleAlert}>
      {t("news.price_moved", values)}
    </Banner>
  );
}

type DishFootProps = {
  product: Product;
  picks: Picks;
  quantity: { value: number };
  /** Required questions without an answer. */
  left: number;
  gone: string | null;
  onDone: () => void;
};

function DishFoot({ product, picks, quantity, left, gone, onDone }: DishFootProps) {
  const unit = unitPrice(product, picks);
  const each = quantity.value > 1 ? t("dish.each", { price: price(unit) }) : null;
  return (
    <div class="dish-foot">
      <Stepper
        value={quantity.value}
        max={Math.min(MOST_OF_ONE, product.remaining ?? MOST_OF_ONE)}
        fewer={t("dish.fewer")}
        more={t("dish.more")}
        onChange={(next) => {
          quantity.value = next;
        }}
      />
      <Button kind="main" class="dish-done" disabled={gone !== null} onClick={onDone}>
        {gone ?? t("dish.add", { n: quantity.value, price: price(unit * quantity.value) })}
        <small>{gone ? null : left ? t("dish.left", { n: left }) : each}</small>
      </Button>
    </div>
  );
}
