import { useEffect } from "preact/hooks";
import { t } from "../../lib/i18n";
import { Failure } from "../../staff/Failure";
import { Skeleton } from "../../ui/Skeleton";
import { catalogFault, isKnown, loadCatalog, sections, wantCatalog } from "../catalog";
import { route } from "../route";
import { FirstSection } from "./FirstSection";
import { Nothing } from "./Nothing";
import { OpenedThing } from "./Opened";
import { Tree } from "./Tree";
import "./menu-desk.css";

/** The menu as a tree, and whatever of it is open beside it. */
export function MenuScreen() {
  useEffect(wantCatalog);
  const opened = route.value.screen === "menu" ? route.value.opened : null;
  if (!isKnown.value) {
    if (catalogFault.value) return <Failure fault={catalogFault.value} onRetry={loadCatalog} />;
    return <Skeleton rows={8} label={t("loading")} />;
  }
  if (sections.value.value?.length === 0 && !opened) return <FirstSection />;
  return (
    <div class={opened ? "desk opened" : "desk"}>
      <h1 class="unseen">{t("shell.menu")}</h1>
      <Tree />
      <section key={JSON.stringify(opened)} class="desk-open" aria-label={t("tree.open")}>
        {opened ? <OpenedThing opened={opened} /> : <Nothing />}
      </section>
    </div>
  );
}
