import type { ProductType } from "../api/types";
import { t } from "../lib/i18n";
import { closedLast } from "../lib/menu";
import { Sheet } from "../ui/Sheet";
import { State } from "../ui/State";
import { closedBecause } from "./Dish";
import { menu } from "./menu";
import { sectionsOpen } from "./view";
import "./sections.css";

/** All sections of the menu at a glance; a tap leads to one. */
export function SectionsSheet() {
  const close = () => (sectionsOpen.value = false);
  const go = (id: string) => {
    close();
    // The sheet has to be away first: under it the page does not move.
    setTimeout(() => document.getElementById(id)?.scrollIntoView());
  };
  return (
    <Sheet title={t("nav.types")} closeWord={t("close")} onClose={close}>
      <ul class="overview">
        {closedLast(menu.value?.product_types ?? []).map((type) => (
          <li key={type.id}>
            <button type="button" onClick={() => go(type.id)}>
              <bdi lang={type.lang}>{type.name}</bdi>
              <Told type={type} />
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function Told({ type: { products } }: { type: ProductType }) {
  const reason = closedBecause(products);
  return reason ? <State word={reason} /> : <small>{t("section.dishes", { n: products.length })}</small>;
}
