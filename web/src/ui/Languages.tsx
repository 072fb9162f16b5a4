import { choose, ownName, spoken } from "../lib/languages";
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
