import { useSignal } from "@preact/signals";
import SearchX from "lucide/dist/esm/icons/search-x.mjs";
import type { ProductType } from "../api/types";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Skeleton } from "../ui/Skeleton";
import { Dish } from "./Dish";
import { Dock } from "./Dock";
import { House } from "./House";
import { menu } from "./menu";
import { Rail } from "./Rail";
import { findDishes } from "./search";
import "./menu.css";

export function MenuPage() {
  const wanted = useSignal("");
  const types = findDishes(menu.value?.product_types ?? [], wanted.value);
  return (
    <>
      <House />
      {menu.value ? <Rail types={menu.value.product_types} wanted={wanted} /> : <Skeleton label={t("menu.loading")} />}
      <main class="menu" lang={menu.value?.language}>
        {types.map((type) => (
          <Section key={type.id} type={type} />
        ))}
        {wanted.value && <Found types={types} wanted={wanted.value} onAll={() => (wanted.value = "")} />}
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

function Found({ types, wanted, onAll }: { types: readonly ProductType[]; wanted: string; onAll: () => void }) {
  const found = types.reduce((sum, type) => sum + type.products.length, 0);
  return (
    <div role="status">
      {found > 0 && <p class="unseen">{t("search.found", { n: found })}</p>}
      {found === 0 && (
        <Empty drawing={SearchX} action={<Button onClick={onAll}>{t("search.all")}</Button>}>
          {t("search.none", { text: wanted.trim() })}
        </Empty>
      )}
    </div>
  );
}
