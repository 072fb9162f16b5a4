import ArrowDownUp from "lucide/dist/esm/icons/arrow-down-up.mjs";
import ListChecks from "lucide/dist/esm/icons/list-checks.mjs";
import SearchX from "lucide/dist/esm/icons/search-x.mjs";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../lib/i18n";
import { act, faultOf } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { call } from "../../staff/server";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { Icon } from "../../ui/Icon";
import { editsCatalog, sections } from "../catalog";
import { WhyLocked } from "../Locked";
import { LIBRARY, route } from "../route";
import { Search } from "../Search";
import { Sortable } from "../Sortable";
import { tellSaved } from "../saving";
import type { Reach, Section } from "../wire";
import { AddSection } from "./AddSection";
import { SectionBranch } from "./SectionBranch";
import { isSorting, searched, shownTree, unfoldShort } from "./tree";
import "./tree.css";

async function orderSections(ids: string[]): Promise<void> {
  const before = sections.value.peek();
  sections.change((known) => ids.flatMap((id) => known.find((section) => section.id === id) ?? []));
  const done = await act("order sections", () =>
    call<{ reach: Reach }>("/api/product-types/order", { method: "PUT", body: { ids } }),
  );
  if (done) tellSaved(done.reach);
  else if (before) sections.change(() => before);
}

/** Sections with their dishes; found by name or number, sorted by hand. */
export function Tree() {
  useEffect(unfoldShort, []);
  const shown = shownTree.value;
  const sorting = isSorting.value && !searched.value && editsCatalog.value;
  return (
    <aside class="tree" aria-label={t("shell.menu")}>
      <header class="tree-head">
        <h2>{t("shell.menu")}</h2>
        {editsCatalog.value && (
          <Button
            kind="quiet"
            aria-pressed={sorting}
            onClick={() => {
              isSorting.value = !isSorting.value;
            }}
          >
            <Icon of={ArrowDownUp} size={20} />
            {t(sorting ? "tree.sorted" : "tree.sort")}
          </Button>
        )}
      </header>
      <WhyLocked />
      <Search label={t("tree.search")} value={searched} />
      <a class="tree-library" href={LIBRARY} aria-current={isLibrary() ? "page" : undefined}>
        <Icon of={ListChecks} size={20} />
        {t("library.title")}
      </a>
      <FaultNote fault={faultOf("order sections")} />
      {shown.length === 0 && searched.value && (
        <Empty drawing={SearchX}>{t("tree.none", { text: searched.value })}</Empty>
      )}
      {sorting ? (
        <Sortable
          items={shown.map(({ section }) => section)}
          label={t("tree.sections")}
          nameOf={nameOf}
          onOrder={orderSections}
        >
          {(section, handle) => branchOf(section, handle)}
        </Sortable>
      ) : (
        <ul>
          {shown.map(({ section }) => (
            <li key={section.id}>{branchOf(section)}</li>
          ))}
        </ul>
      )}
      {!searched.value && editsCatalog.value && <AddSection />}
    </aside>
  );
}

const nameOf = ({ name }: Section): string => name;

function branchOf(section: Section, handle?: ComponentChildren) {
  const dishes = shownTree.value.find((branch) => branch.section.id === section.id)?.dishes ?? [];
  return <SectionBranch section={section} dishes={dishes} handle={handle} />;
}

function isLibrary(): boolean {
  const opened = route.value.screen === "menu" ? route.value.opened : null;
  return opened?.kind === "library" || opened?.kind === "choices";
}
