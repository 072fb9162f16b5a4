import type { Signal } from "@preact/signals";
import Search from "lucide/dist/esm/icons/search.mjs";
import SearchX from "lucide/dist/esm/icons/search-x.mjs";
import X from "lucide/dist/esm/icons/x.mjs";
import { useEffect, useRef } from "preact/hooks";
import type { ProductType } from "../api/types";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import "./search.css";

export function SearchBox({ wanted, onClose }: { wanted: Signal<string>; onClose: () => void }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <search class="rail-search">
      <Icon of={Search} />
      <input
        ref={box}
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        autoComplete="off"
        enterKeyHint="search"
        value={wanted.value}
        onInput={(event) => {
          wanted.value = event.currentTarget.value;
          scrollTo(0, 0);
        }}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
      />
      <Button kind="quiet" aria-label={t("search.close")} onClick={onClose}>
        <Icon of={X} />
      </Button>
    </search>
  );
}

/** How many dishes a search found; nothing found leads back to the whole menu. */
export function Found({ types, wanted, onAll }: { types: readonly ProductType[]; wanted: string; onAll: () => void }) {
  const found = types.reduce((sum, type) => sum + type.products.length, 0);
  return (
    <div role="status">
      {found > 0 && <p class="unseen">{t("search.found", { n: found })}</p>}
      {found === 0 && (
        <Empty drawing={SearchX} action={<Button onClick={onAll}>{t("search.all")}</Button>}>
          {t("search.none", { text: wanted.trim() })}
        </Empty>
      )}
    </div>
  );
}
