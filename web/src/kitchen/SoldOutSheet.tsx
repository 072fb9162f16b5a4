import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Menu, Product } from "../api/types";
import { soonest, t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { Failure, FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Sheet } from "../ui/Sheet";
import { Skeleton } from "../ui/Skeleton";
import { dishName } from "./dishes";
import { board, houseLanguage, menu } from "./kitchen";
import { productsFound, productsOff } from "./menu";
import { closeSheet, show } from "./sheets";
import { dishesOn } from "./tickets";
import { setAvailable } from "./verbs";
import "./lists.css";

const wanted = signal("");

/** What is sold out now, and what could be: the dishes on the rail first, any other by its name. */
export function SoldOutSheet() {
  useEffect(() => {
    wanted.value = "";
    void menu.load();
  }, []);
  return (
    <Sheet title={t("sold_out.title")} closeWord={t("close")} onClose={closeSheet} wide>
      <Dishes />
    </Sheet>
  );
}

function Dishes() {
  const sold = menu.value.value;
  const fault = menu.fault.value;
  if (!sold && fault) return <Failure fault={fault} onRetry={() => void menu.load()} />;
  if (!sold) return <Skeleton rows={4} label={t("loading")} />;
  return (
    <>
      <Field
        class="rows-search"
        type="search"
        label={t("sold_out.search")}
        value={wanted.value}
        onInput={(event) => {
          wanted.value = event.currentTarget.value;
        }}
      />
      {wanted.value.trim() ? <Found sold={sold} text={wanted.value.trim()} /> : <Offered sold={sold} />}
    </>
  );
}

function Found({ sold, text }: { sold: Menu; text: string }) {
  const found = productsFound(sold, text);
  const isOff = new Set(productsOff(sold).map(({ id }) => id));
  return (
    <>
      <h3>{t("sold_out.found")}</h3>
      {found.length === 0 && <p class="rows-empty">{t("sold_out.nothing", { text })}</p>}
      <ul class="rows">
        {found.map((dish) =>
          isOff.has(dish.id) ? <OffRow key={dish.id} product={dish} /> : <DishRow key={dish.id} dish={dish} />,
        )}
      </ul>
    </>
  );
}

/** Before anything is typed: what is off, and the dishes one has in hand. */
function Offered({ sold }: { sold: Menu }) {
  const off = productsOff(sold);
  const isOff = new Set(off.map(({ id }) => id));
  const onRail = dishesOn(board.value.value?.items ?? []).filter(({ id }) => !isOff.has(id));
  return (
    <>
      {off.length > 0 && <h3>{t("sold_out.now")}</h3>}
      <ul class="rows">
        {off.map((product) => (
          <OffRow key={product.id} product={product} />
        ))}
      </ul>
      <h3>{t("sold_out.on_rail")}</h3>
      {onRail.length === 0 && <p class="rows-empty">{t("sold_out.empty")}</p>}
      <ul class="rows">
        {onRail.map((dish) => (
          <DishRow key={dish.id} dish={dish} />
        ))}
      </ul>
    </>
  );
}

function DishRow({ dish: { id, name } }: { dish: { id: string; name: string } }) {
  return (
    <li class="row">
      <DishName>{dishName({ product_id: id, name })}</DishName>
      <Button class="key" onClick={() => show({ kind: "off", dish: { id, name } })}>
        {t("flagged.sold_out")}
      </Button>
    </li>
  );
}

const DishName = ({ children }: { children: string }) => (
  <h4 lang={houseLanguage.value}>
    <bdi>{children}</bdi>
  </h4>
);

function OffRow({ product }: { product: Product }) {
  const name = `off ${product.id}`;
  const until = product.available_from;
  return (
    <li class="row">
      <div>
        <DishName>{dishName({ product_id: product.id, name: product.name })}</DishName>
        <p>{until ? t("sold_out.until", { time: soonest(until) }) : t("sold_out.open")}</p>
        <FaultNote fault={faultOf(name)} />
      </div>
      <Button class="key" busy={isDoing(name)} onClick={() => void setAvailable(product, null)}>
        {t("sold_out.back")}
      </Button>
    </li>
  );
}
