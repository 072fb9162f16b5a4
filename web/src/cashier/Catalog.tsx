import { type Signal, useSignal } from "@preact/signals";
import Search from "lucide/dist/esm/icons/search.mjs";
import SearchX from "lucide/dist/esm/icons/search-x.mjs";
import X from "lucide/dist/esm/icons/x.mjs";
import type { Menu, Product, SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { isSelling } from "../lib/menu";
import { Failure } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Skeleton } from "../ui/Skeleton";
import { draftCounts, draftOf } from "./drafts";
import { findProducts, shownType } from "./find";
import { menu } from "./house";
import { ProductTile } from "./ProductTile";
import { shelfId } from "./shelf";
import "./catalog.css";

/** What this branch sells now; one tap puts a dish on the round. */
export function Catalog({ session }: { session: SessionItem }) {
  const known = menu.value.value;
  const searched = useSignal("");
  if (!known && menu.fault.value)
    return (
      <div class="catalog">
        <Failure fault={menu.fault.value} onRetry={() => void menu.load()} />
      </div>
    );
  return (
    <section class="catalog" aria-label={t("catalog.title")}>
      <SearchBar searched={searched} />
      {known ? (
        <Shelves menu={known} sessionId={session.id} searched={searched.value.trim()} />
      ) : (
        <Skeleton rows={5} label={t("loading")} />
      )}
    </section>
  );
}

/** What is looked for is looked for at this table; the next one begins with the whole menu. */
function SearchBar({ searched }: { searched: Signal<string> }) {
  return (
    <search class="catalog-search">
      <Icon of={Search} />
      <input
        type="search"
        aria-label={t("catalog.search")}
        placeholder={t("catalog.search")}
        enterkeyhint="search"
        autocomplete="off"
        value={searched.value}
        onInput={(event) => {
          searched.value = event.currentTarget.value;
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

function Shelves({ menu, sessionId, searched }: { menu: Menu; sessionId: string; searched: string }) {
  if (searched) return <Found products={findProducts(menu, searched)} sessionId={sessionId} searched={searched} />;
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

type FoundProps = { products: Product[]; sessionId: string; searched: string };

function Found({ products, sessionId, searched }: FoundProps) {
  if (products.length === 0) return <Empty drawing={SearchX}>{t("catalog.nothing", { text: searched })}</Empty>;
  return <ProductGrid label={t("catalog.found")} products={products.slice(0, 60)} sessionId={sessionId} wide />;
}

type GridProps = { label: string; products: readonly Product[]; sessionId: string; wide?: boolean };

function ProductGrid({ label, products, sessionId, wide }: GridProps) {
  const counts = draftCounts(draftOf(sessionId));
  return (
    <ul class={wide ? "products wide" : "products"} aria-label={label}>
      {products.map((product) => (
        <li key={product.id}>
          <ProductTile product={product} sessionId={sessionId} count={counts.get(product.id) ?? 0} />
        </li>
      ))}
    </ul>
  );
}
