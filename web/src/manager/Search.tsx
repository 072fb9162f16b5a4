import type { Signal } from "@preact/signals";
import SearchIcon from "lucide/dist/esm/icons/search.mjs";
import X from "lucide/dist/esm/icons/x.mjs";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import "./search.css";

/** What is looked for is kept while somebody looks elsewhere. */
export function Search({ label, value }: { label: string; value: Signal<string> }) {
  return (
    <search class="search">
      <Icon of={SearchIcon} />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        enterkeyhint="search"
        autocomplete="off"
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
      {value.value && (
        <Button
          kind="quiet"
          aria-label={t("search.clear")}
          onClick={() => {
            value.value = "";
          }}
        >
          <Icon of={X} />
        </Button>
      )}
    </search>
  );
}
