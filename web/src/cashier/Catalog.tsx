import { signal } from "@preact/signals";
import Search from "lucide/dist/esm/icons/search.mjs";
import SearchX from "lucide/dist/esm/icons/search-x.mjs";
import X from "lucide/dist/esm/icons/x.mjs";
import type { Menu, Product, SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Skeleton } from "../ui/Skeleton";
import { draftCounts, draftOf } from "./drafts";
import { findProducts, isSelling, shownType } from "./find";
import { menu } from "./house";
import { ProductTile } from "./ProductTile";
import "./catalog.css";

const chosenId = signal<string | null>(null);
const searched = signal("");

/** What this branch sells now; one tap puts a dish on the round. */
export function Catalog({ session }: { session: SessionItem }) {
  const known = menu.value.value;
  if (!known && menu.fault.value)
    return (
      <div class="catalog">
        <Failure fault={menu.fault.value} onRetry={() => void menu.load()} />
      </div>
    );
  return (
    <section class="catalog" lang={known?.language} aria-label={t("catalog.title")}>
      <SearchBar />
      {known ? <Shelves menu={known} sessionId={session.id} /> : <Skeleton rows={5} label={t("loading")} />}
    </section>
  );
}

function SearchBar() {
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

function Shelves({ menu, sessionId }: { menu: Menu; sessionId: string }) {
  if (searched.value.trim()) return <Found products={findProducts(menu, searched.value)} sessionId={sessionId} />;
  const shown = shownType(menu, chosenId.value);
  if (!shown) return <Empty drawing={SearchX}>{t("catalog.empty")}</Empty>;
  return (
    <>
      <nav class="catalog-types" aria-label={t("catalog.types")}>
        {menu.product_types.map((type) => (
          <button
            key={type.id}
            type="button"
            class={isSelling(type) ? undefined : "idle"}
            aria-current={type.id === shown.id ? "true" : undefined}
            onClick={() => {
              chosenId.value = type.id;
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

function Found({ products, sessionId }: { products: Product[]; sessionId: string }) {
  if (products.length === 0)
    return <Empty drawing={SearchX}>{t("catalog.nothing", { text: searched.value.trim() })}</Empty>;
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
