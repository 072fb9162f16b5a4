import { type Signal, useSignal } from "@preact/signals";
import Search from "lucide/dist/esm/icons/search.mjs";
import SearchX from "lucide/dist/esm/icons/search-x.mjs";
import X from "lucide/dist/esm/icons/x.mjs";
import { useRef } from "preact/hooks";
import type { Menu, Product, SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { isSelling } from "../lib/menu";
import { Failure } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Skeleton } from "../ui/Skeleton";
import { aimedAt, found } from "./aiming";
import { dishName } from "./dishes";
import { draftCounts, draftOf } from "./drafts";
import { shownType } from "./find";
import { menu } from "./house";
import { orderDish, ProductTile } from "./ProductTile";
import { shelfId } from "./shelf";
import "./catalog.css";

/** What this branch sells now; one tap puts a dish on the round. */
export function Catalog({ session }: { session: SessionItem }) {
  const known = menu.value.value;
  const searched = useSignal("");
  const aim = useSignal<number | null>(null);
  const wanted = searched.value.trim();
  const products = known && wanted ? found(known, wanted) : [];
  const aimed = products[aim.value ?? aimedAt(products, wanted)] ?? null;
  if (!known && menu.fault.value)
    return (
      <div class="catalog">
        <Failure fault={menu.fault.value} onRetry={() => void menu.load()} />
      </div>
    );
  return (
    <section class="catalog" aria-label={t("catalog.title")}>
      <SearchBar
        searched={searched}
        onType={() => {
          aim.value = null;
        }}
        onMove={(by) => {
          const from = aim.value ?? aimedAt(products, wanted);
          aim.value = Math.min(Math.max(0, from + by), products.length - 1);
        }}
        onEnter={() => {
          if (aimed) orderDish(aimed, session.id);
          aim.value = null;
        }}
      />
      <p class="unseen" role="status">
        {aimed && t("catalog.enter", { name: dishName({ product_id: aimed.id, name: aimed.name }) })}
      </p>
      {known ? (
        <Shelves menu={known} sessionId={session.id} searched={wanted} products={products} aimed={aimed} />
      ) : (
        <Skeleton rows={5} label={t("loading")} />
      )}
    </section>
  );
}

type SearchBarProps = {
  searched: Signal<string>;
  onType: () => void;
  onMove: (by: number) => void;
  onEnter: () => void;
};

/** What is looked for is looked for at this table; the next one begins with the whole menu. */
function SearchBar({ searched, onType, onMove, onEnter }: SearchBarProps) {
  const input = useRef<HTMLInputElement>(null);
  const press = (event: KeyboardEvent) => {
    if (event.isComposing || !searched.value.trim()) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) onMove(step);
    else if (event.key === "Enter") {
      onEnter();
      input.current?.select(); // the next number replaces this one
    } else return;
    event.preventDefault();
  };
  return (
    <search class="catalog-search">
      <Icon of={Search} />
      <input
        type="search"
        aria-label={t("catalog.search")}
        placeholder={t("catalog.search")}
        enterkeyhint="search"
        autocomplete="off"
        ref={input}
        value={searched.value}
        onKeyDown={press}
        onInput={(event) => {
          searched.value = event.currentTarget.value;
          onType();
        }}
      />
      {searched.value && (
        <Button
          kind="quiet"
          aria-label={t("catalog.clear")}
          onClick={() => {
            searched.value = "";
          }}
        >
          <Icon of={X} />
        </Button>
      )}
    </search>
  );
}

type ShelvesProps = { menu: Menu; sessionId: string; searched: string; products: Product[]; aimed: Product | null };

function Shelves({ menu, sessionId, searched, products, aimed }: ShelvesProps) {
  if (searched) return <Found products={products} sessionId={sessionId} searched={searched} aimed={aimed} />;
  const shown = shownType(menu, shelfId.value);
  if (!shown) return <Empty drawing={SearchX}>{t("catalog.empty")}</Empty>;
  return (
    <>
      <nav class="catalog-types" aria-label={t("catalog.types")}>
        {menu.product_types.map((type) => (
          <button
            key={type.id}
            type="button"
            lang={type.lang}
            class={isSelling(type) ? undefined : "idle"}
            aria-current={type.id === shown.id ? "true" : undefined}
            onClick={() => {
              shelfId.value = type.id;
            }}
          >
            {type.name}
          </button>
        ))}
      </nav>
      <ProductGrid key={shown.id} label={shown.name} products={shown.products} sessionId={sessionId} />
    </>
  );
}

type FoundProps = { products: Product[]; sessionId: string; searched: string; aimed: Product | null };

function Found({ products, sessionId, searched, aimed }: FoundProps) {
  if (products.length === 0) return <Empty drawing={SearchX}>{t("catalog.nothing", { text: searched })}</Empty>;
  return <ProductGrid label={t("catalog.found")} products={products} sessionId={sessionId} wide aimed={aimed} />;
}

type GridProps = {
  label: string;
  products: readonly Product[];
  sessionId: string;
  wide?: boolean;
  aimed?: Product | null;
};

function ProductGrid({ label, products, sessionId, wide, aimed }: GridProps) {
  const counts = draftCounts(draftOf(sessionId));
  return (
    <ul class={wide ? "products wide" : "products"} aria-label={label}>
      {products.map((product) => (
        <li key={product.id}>
          <ProductTile
            product={product}
            sessionId={sessionId}
            count={counts.get(product.id) ?? 0}
            aimed={product === aimed}
          />
        </li>
      ))}
    </ul>
  );
}
