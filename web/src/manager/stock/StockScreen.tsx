import { computed, signal } from "@preact/signals";
import CircleCheck from "lucide/dist/esm/icons/circle-check.mjs";
import SearchX from "lucide/dist/esm/icons/search-x.mjs";
import Store from "lucide/dist/esm/icons/store.mjs";
import { t } from "../../lib/i18n";
import { Failure } from "../../staff/Failure";
import { branch } from "../../staff/identity";
import { Empty } from "../../ui/Empty";
import { Segmented } from "../../ui/Segmented";
import { Skeleton } from "../../ui/Skeleton";
import { menu } from "../house";
import { Search } from "../Search";
import { StockRow } from "./StockRow";
import { bySection, dishStock, type Filter, find, optionStock, type Stock, type StockKind } from "./stock";
import "./stock.css";

const searched = signal("");
const filter = signal<Filter>("all");
const kind = signal<StockKind>("products");

const all = computed<readonly Stock[]>(() => {
  const known = menu.value.value;
  if (!known) return [];
  return kind.value === "products" ? dishStock(known) : optionStock(known);
});
const shown = computed(() => find(all.value, searched.value, filter.value));

/** Of this branch alone: what is there, what is out, and of what only so many are left. */
export function StockScreen() {
  if (!branch.value) return <Empty drawing={Store}>{t("stock.no_branch")}</Empty>;
  return (
    <div class="page stock">
      <header class="page-head">
        <h1>{t("stock.title", { branch: branch.value.name })}</h1>
        <Segmented<StockKind>
          label={t("stock.kind")}
          value={kind.value}
          options={[
            { value: "products", label: t("stock.dishes") },
            { value: "options", label: t("stock.options") },
          ]}
          onChange={(chosen) => {
            kind.value = chosen;
          }}
        />
      </header>
      <div class="stock-find">
        <Search label={t("stock.search")} value={searched} />
        <Segmented<Filter>
          label={t("stock.filter")}
          value={filter.value}
          options={(["all", "out", "counted"] as const).map((value) => ({
            value,
            label: t(`stock.${value}`, { n: find(all.value, "", value).length }),
          }))}
          onChange={(chosen) => {
            filter.value = chosen;
          }}
        />
      </div>
      <Rows />
    </div>
  );
}

function Rows() {
  if (!menu.value.value) {
    if (menu.fault.value) return <Failure fault={menu.fault.value} onRetry={() => void menu.load()} />;
    return <Skeleton rows={7} label={t("loading")} />;
  }
  if (shown.value.length === 0) {
    if (searched.value) return <Empty drawing={SearchX}>{t("stock.none", { text: searched.value })}</Empty>;
    return <Empty drawing={CircleCheck}>{t(`stock.empty_${filter.value}`)}</Empty>;
  }
  return (
    <>
      {bySection(shown.value).map(({ where, items }) => (
        <section key={where} class="stock-section">
          <h2 lang={menu.value.value?.language}>{where}</h2>
          <ul>
            {items.map((stock) => (
              <StockRow key={stock.id} stock={stock} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
