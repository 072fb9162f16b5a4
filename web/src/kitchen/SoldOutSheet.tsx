import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Product } from "../api/types";
import { clock, t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { Failure, FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Sheet } from "../ui/Sheet";
import { Skeleton } from "../ui/Skeleton";
import { board, menu } from "./kitchen";
import { dishesFound, productsOff } from "./menu";
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
  const off = productsOff(sold);
  const isOff = new Set(off.map(({ id }) => id));
  const text = wanted.value.trim();
  const offered = (text ? dishesFound(sold, text) : dishesOn(board.value.value?.items ?? [])).filter(
    ({ id }) => !isOff.has(id),
  );
  return (
    <>
      {off.length > 0 && <h3>{t("sold_out.now")}</h3>}
      <ul class="rows">
        {off.map((product) => (
          <OffRow key={product.id} product={product} />
        ))}
      </ul>
      <Field
        class="rows-search"
        type="search"
        label={t("sold_out.search")}
        value={wanted.value}
        onInput={(event) => {
          wanted.value = event.currentTarget.value;
        }}
      />
      <h3>{t(text ? "sold_out.found" : "sold_out.on_rail")}</h3>
      {offered.length === 0 && <p class="rows-empty">{text ? t("sold_out.nothing", { text }) : t("sold_out.empty")}</p>}
      <ul class="rows">
        {offered.map((dish) => (
          <li key={dish.id} class="row">
            <h4>{dish.name}</h4>
            <Button class="key" onClick={() => show({ kind: "off", dish })}>
              {t("flagged.sold_out")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function OffRow({ product }: { product: Product }) {
  const name = `off ${product.id}`;
  const until = product.available_from;
  return (
    <li class="row">
      <div>
        <h4>{product.name}</h4>
        <p>{until ? t("sold_out.until", { time: clock(until) }) : t("sold_out.open")}</p>
        <FaultNote fault={faultOf(name)} />
      </div>
      <Button class="key" busy={isDoing(name)} onClick={() => void setAvailable(product, null)}>
        {t("sold_out.back")}
      </Button>
    </li>
  );
}
