import { useEffect } from "preact/hooks";
import { t } from "../../lib/i18n";
import { Failure } from "../../staff/Failure";
import { Skeleton } from "../../ui/Skeleton";
import { catalogFault, choicesById, dishes, isKnown, loadCatalog, sections, wantCatalog } from "../catalog";
import { type Opened, route } from "../route";
import { ChoicesEditor } from "./ChoicesEditor";
import { DishEditor } from "./DishEditor";
import { FirstSection } from "./FirstSection";
import { Library } from "./Library";
import { NewChoices } from "./NewChoices";
import { Nothing } from "./Nothing";
import { SectionEditor } from "./SectionEditor";
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
        <Open opened={opened} />
      </section>
    </div>
  );
}

function Open({ opened }: { opened: Opened | null }) {
  if (opened?.kind === "library") return <Library />;
  if (opened?.kind === "new-choices") return <NewChoices key={opened.forDish} dishId={opened.forDish} />;
  if (opened?.kind === "dish") {
    const dish = dishes.value.value?.find(({ id }) => id === opened.id);
    return dish ? <DishEditor key={dish.id} dish={dish} /> : <Nothing gone />;
  }
  if (opened?.kind === "section") {
    const section = sections.value.value?.find(({ id }) => id === opened.id);
    return section ? <SectionEditor key={section.id} section={section} /> : <Nothing gone />;
  }
  if (opened?.kind === "choices") {
    const group = choicesById.value.get(opened.id);
    return group ? <ChoicesEditor key={group.id} group={group} /> : <Nothing gone />;
  }
  return <Nothing />;
}
