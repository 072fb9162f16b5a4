import { useSignal } from "@preact/signals";
import type { Product, ProductType } from "../api/types";
import { t } from "../lib/i18n";
import { Skeleton } from "../ui/Skeleton";
import { State } from "../ui/State";
import { Dish, whyNot } from "./Dish";
import { House } from "./House";
import { choosing } from "./later";
import { menu } from "./menu";
import { Rail } from "./Rail";
import "./menu.css";

export function MenuPage() {
  const wanted = useSignal("");
  const find = choosing.value;
  const all = menu.value?.product_types ?? [];
  const types = find ? find.findDishes(all, wanted.value) : all;
  return (
    <>
      <House />
      {menu.value ? <Rail types={menu.value.product_types} wanted={wanted} /> : <Skeleton label={t("menu.loading")} />}
      <main class="menu" lang={menu.value?.language}>
        {types.map((type) => (
          <Section key={type.id} type={type} found={wanted.value !== ""} />
        ))}
        {find && wanted.value && <find.Found types={types} wanted={wanted.value} onAll={() => (wanted.value = "")} />}
      </main>
    </>
  );
}

function Section({ type, found }: { type: ProductType; found: boolean }) {
  const reason = closedBecause(type.products);
  const dishes = (
    <ul class="dishes">
      {type.products.map((product) => (
        <Dish key={product.id} product={product} />
      ))}
    </ul>
  );
  return (
    <section id={type.id} class="section" aria-labelledby={`${type.id}-name`}>
      <h2 id={`${type.id}-name`}>{type.name}</h2>
      {type.description && <p class="section-words">{type.description}</p>}
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

/** The one reason why a whole section is not to be had: said once, and its dishes stay folded. */
function closedBecause(products: readonly Product[]): string | null {
  const reasons = new Set(products.map((product) => (product.available ? null : whyNot(product))));
  const [reason = null] = reasons;
  return reasons.size === 1 ? reason : null;
}
