import Globe from "lucide/dist/esm/icons/globe.mjs";
import { choose, ownName, spoken } from "../lib/languages";
import { Icon } from "./Icon";
import "./languages.css";

/** Every language in its own words, so that nobody has to read another to find theirs. */
export function Languages() {
  return (
    <nav class="languages">
      {spoken().map((tag) => (
        <button
          key={tag}
          type="button"
          lang={tag}
          aria-current={tag === document.documentElement.lang || undefined}
          onClick={() => choose(tag)}
        >
          {ownName(tag)}
        </button>
      ))}
    </nav>
  );
}

/** The same where there is room for a sign only; the device shows the list. */
export function LanguagePick({ label }: { label: string }) {
  return (
    <label class="language-pick">
      <Icon of={Globe} />
      <select aria-label={label} onChange={(event) => choose(event.currentTarget.value)}>
        {spoken().map((tag) => (
          <option key={tag} value={tag} lang={tag} selected={tag === document.documentElement.lang}>
            {ownName(tag)}
          </option>
        ))}
      </select>
    </label>
  );
}
