import { useSignal } from "@preact/signals";
import type { ProductType } from "../api/types";
import { t } from "../lib/i18n";
import { Skeleton } from "../ui/Skeleton";
import { Dish } from "./Dish";
import { Dock } from "./Dock";
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
          <Section key={type.id} type={type} />
        ))}
        {find && wanted.value && <find.Found types={types} wanted={wanted.value} onAll={() => (wanted.value = "")} />}
      </main>
      <Dock />
    </>
  );
}

function Section({ type }: { type: ProductType }) {
  return (
    <section id={type.id} class="section" aria-labelledby={`${type.id}-name`}>
      <h2 id={`${type.id}-name`}>{type.name}</h2>
      {type.description && <p class="section-words">{type.description}</p>}
      <ul class="dishes">
        {type.products.map((product) => (
          <Dish key={product.id} product={product} />
        ))}
      </ul>
    </section>
  );
}
