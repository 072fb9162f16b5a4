import { effect } from "@preact/signals";
import { t } from "../lib/i18n";
import { Skeleton } from "../ui/Skeleton";
import { Dock } from "./Dock";
import { care, choosing, ending, fetchEnding, late, table } from "./later";
import { MenuPage } from "./MenuPage";
import { cartOpen, openDish, sectionsOpen, view } from "./view";
import { barred, visit } from "./visit";

const isClosed = () => visit.value?.status === "CLOSED";

effect(() => {
  if (barred.value || isClosed() || view.value === "bill") fetchEnding();
});

export function App() {
  const atTable = table.value;
  const sheets = choosing.value;
  const caring = care.value;
  if (barred.value || isClosed()) return <Ending />;
  return (
    <>
      {late.value > 0 && (
        <p class="late" role="status">
          {t("part.late")}
        </p>
      )}
      {atTable && <atTable.Connection />}
      <div hidden={view.value !== "menu"}>
        <MenuPage />
      </div>
      <Page />
      {sheets && sectionsOpen.value && <sheets.SectionsSheet />}
      {sheets && cartOpen.value && <sheets.CartSheet />}
      {sheets && openDish.value && <sheets.DishSheet key={openDish.value.product_id} {...openDish.value} />}
      {caring && <caring.CareSheet />}
      {atTable && <atTable.Toasts />}
    </>
  );
}

/** The page over the menu, which itself stays as it was left. */
function Page() {
  if (view.value === "menu") return <Dock />;
  const Part = view.value === "rounds" ? table.value?.RoundsPage : ending.value?.BillPage;
  return Part ? <Part /> : <Skeleton label={t("part.loading")} />;
}

function Ending() {
  const parts = ending.value;
  if (!parts) return <Skeleton label={t("part.loading")} />;
  return barred.value ? <parts.KindPage because={barred.value} /> : <parts.ClosedPage />;
}
