import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ProductType } from "../api/types";
import { t } from "../lib/i18n";
import { closedLast } from "../lib/menu";
import { Skeleton } from "../ui/Skeleton";
import { State } from "../ui/State";
import { closedBecause, Dish } from "./Dish";
import { House } from "./House";
import { care, choosing } from "./later";
import { menu } from "./menu";
import { Rail } from "./Rail";
import "./menu.css";

export function MenuPage() {
  const wanted = useSignal("");
  const find = choosing.value;
  const all = useComputed(() => closedLast(menu.value?.product_types ?? [])).value;
  const caring = care.value;
  const found = find ? find.findDishes(all, wanted.value) : all;
  const types = caring ? caring.dishesShown(found) : found;
  const first = types.find((type) => !closedBecause(type.products));
  return (
    <>
      <House />
      {menu.value ? <Rail types={all} wanted={wanted} /> : <Skeleton label={t("menu.loading")} />}
      {caring && <caring.CareBar />}
      <main class="menu">
        {types.map((type) => (
          <Section key={type.id} type={type} found={wanted.value !== ""} atOnce={type === first} />
        ))}
        {find && wanted.value && <find.Found types={types} wanted={wanted.value} onAll={() => (wanted.value = "")} />}
      </main>
    </>
  );
}

type SectionProps = { type: ProductType; found: boolean; atOnce: boolean };

/** What is below the first screen is drawn in a moment of its own, so that no finger waits for two hundred dishes. */
function Section({ type, found, atOnce }: SectionProps) {
  const drawn = useSignal(atOnce);
  useEffect(() => void setTimeout(() => (drawn.value = true)), []);
  const reason = closedBecause(type.products);
  const dishes = (
    <ul class="dishes">{drawn.value && type.products.map((product) => <Dish key={product.id} product={product} />)}</ul>
  );
  return (
    <section id={type.id} class="section" aria-labelledby={`${type.id}-name`}>
      <h2 id={`${type.id}-name`} lang={type.lang}>
        {type.name}
      </h2>
      {type.description && (
        <p class="section-words" lang={type.description_lang}>
          {type.description}
        </p>
      )}
      {reason ? (
        <details open={found}>
          <summary>
            <State word={reason} /> {t("section.look", { n: type.products.length })}
          </summary>
          {dishes}
        </details>
      ) : (
        dishes
      )}
    </section>
  );
}
