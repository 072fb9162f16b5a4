import { type Signal, useSignal } from "@preact/signals";
import List from "lucide/dist/esm/icons/list.mjs";
import Search from "lucide/dist/esm/icons/search.mjs";
import { useEffect, useRef } from "preact/hooks";
import type { ProductType } from "../api/types";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { care, choosing } from "./later";
import { sectionsOpen } from "./view";

type RailProps = {
  types: readonly ProductType[];
  wanted: Signal<string>;
};

/** The menu's sections in a row that stays in view, or the search in its place. */
export function Rail({ types, wanted }: RailProps) {
  const searching = useSignal(wanted.value !== "");
  const SearchBox = choosing.value?.SearchBox;
  const AllergyButton = care.value?.AllergyButton;
  const stop = () => {
    searching.value = false;
    wanted.value = "";
  };
  return (
    <div class="rail">
      {searching.value && SearchBox ? (
        <SearchBox wanted={wanted} onClose={stop} />
      ) : (
        <>
          <Button kind="quiet" aria-label={t("search")} onClick={() => (searching.value = true)}>
            <Icon of={Search} />
          </Button>
          <Button kind="quiet" aria-label={t("sections.all")} onClick={() => (sectionsOpen.value = true)}>
            <Icon of={List} />
          </Button>
          <Sections types={types} />
          {AllergyButton && <AllergyButton />}
        </>
      )}
    </div>
  );
}

function Sections({ types }: Pick<RailProps, "types">) {
  const here = useSignal(types[0]?.id);
  const rail = useRef<HTMLElement>(null);
  useEffect(() => watchSections(types, (id) => (here.value = id)), [types]);
  useEffect(() => {
    const tab = rail.current?.querySelector<HTMLElement>("[aria-current]");
    if (tab) rail.current?.scrollTo(besideStart(tab), 0);
  }, [here.value]);
  return (
    <nav ref={rail} class="rail-sections" aria-label={t("nav.types")}>
      {types.map((type) => (
        <a
          key={type.id}
          lang={type.lang}
          href={`#${type.id}`}
          aria-current={type.id === here.value || undefined}
          onClick={jump}
        >
          {type.name}
        </a>
      ))}
    </nav>
  );
}

/** Where the row must stand for a tab to be the first in it. */
function besideStart({ offsetLeft, offsetWidth, offsetParent }: HTMLElement): number {
  if (document.dir !== "rtl") return offsetLeft - 24;
  return offsetLeft + offsetWidth + 24 - (offsetParent?.clientWidth ?? 0);
}

/** Jump without leaving a step in the history: back leaves the menu, not the section. */
function jump(event: MouseEvent): void {
  event.preventDefault();
  const { hash } = event.currentTarget as HTMLAnchorElement;
  document.getElementById(hash.slice(1))?.scrollIntoView();
}

/** Tell which section's heading passed the rail last. */
function watchSections(types: readonly ProductType[], tell: (id: string) => void): () => void {
  const watcher = new IntersectionObserver(
    (seen) => {
      const entered = seen.filter((entry) => entry.isIntersecting).map((entry) => entry.target.id);
      if (entered[0]) tell(entered[0]);
    },
    { rootMargin: "-80px 0px -80% 0px" },
  );
  for (const { id } of types) {
    const section = document.getElementById(id);
    if (section) watcher.observe(section);
  }
  return () => watcher.disconnect();
}
