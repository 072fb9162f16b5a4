import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Product, ProductType } from "../api/types";
import { t } from "../lib/i18n";
import { Skeleton } from "../ui/Skeleton";
import { State } from "../ui/State";
import { Dish, whyNot } from "./Dish";
import { House } from "./House";
import { care, choosing } from "./later";
import { menu } from "./menu";
import { Rail } from "./Rail";
import "./menu.css";

export function MenuPage() {
  const wanted = useSignal("");
  const find = choosing.value;
  const all = menu.value?.product_types ?? [];
  const caring = care.value;
  const found = find ? find.findDishes(all, wanted.value) : all;
  const types = caring ? caring.dishesShown(found) : found;
  const drawn = useSignal(0);
  return (
    <>
      <House />
      {menu.value ? (
        <Rail types={menu.value.product_types} wanted={wanted} drawn={drawn} />
      ) : (
        <Skeleton label={t("menu.loading")} />
      )}
      {caring && <caring.CareBar />}
      <main class="menu">
        <Sections types={types} found={wanted.value !== ""} drawn={drawn} />
        {find && wanted.value && <find.Found types={types} wanted={wanted.value} onAll={() => (wanted.value = "")} />}
      </main>
    </>
  );
}

type SectionsProps = {
  types: readonly ProductType[];
  found: boolean;
  /** Counts the pieces. */
  drawn: Signal<number>;
};

/** Drawn screen by screen, so that a finger never waits for two hundred dishes that nobody sees yet. */
function Sections({ types, found, drawn }: SectionsProps) {
  const on = useSignal(false);
  const screen = firstScreen(types);
  const rest = types.slice(screen.length);
  useEffect(() => afterPaint(() => (on.value = !!++drawn.value)), []);
  return (
    <>
      {screen.map((type) => (
        <Section key={type.id} type={type} found={found} />
      ))}
      {on.value && rest[0] && <Sections types={rest} found={found} drawn={drawn} />}
    </>
  );
}

const SCREEN_DISHES = 12;

/** The sections that fill a phone's screen. */
function firstScreen(types: readonly ProductType[]): readonly ProductType[] {
  let dishes = 0;
  const enough = types.findIndex((type) => {
    if (!closedBecause(type.products)) dishes += type.products.length;
    return dishes >= SCREEN_DISHES;
  });
  return enough < 0 ? types : types.slice(0, enough + 1);
}

function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
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
      <h2 id={`${type.id}-name`} lang={type.lang}>
        {type.name}
      </h2>
      {type.description && (
        <p class="section-words" lang={type.lang}>
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

/** The one reason why a whole section is not to be had: said once, and its dishes stay folded. */
function closedBecause(products: readonly Product[]): string | null {
  const reasons = new Set(products.map((product) => (product.available ? null : whyNot(product))));
  const [reason = null] = reasons;
  return reasons.size === 1 ? reason : null;
}
