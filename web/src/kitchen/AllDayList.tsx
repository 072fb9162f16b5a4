import { t } from "../lib/i18n";
import { listed } from "../lib/lists";
import { board, houseLanguage } from "./kitchen";
import "./all-day.css";

/** How often each dish is to be made over all tickets, the most first. */
export function AllDayList() {
  const counts = board.value.value?.all_day ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keys
    <aside class="all-day" tabIndex={0} aria-label={t("all_day.title")}>
      <h2>{t("all_day.title")}</h2>
      {counts.length === 0 && <p>{t("all_day.empty")}</p>}
      <ul>
        {counts.map(({ name, options, quantity }) => (
          <li key={`${name} ${options.join()}`}>
            <b class="figures">{quantity}</b>
            <span lang={houseLanguage.value}>
              <bdi>{name}</bdi>
              {options.length > 0 && <small>{listed(options)}</small>}
            </span>
          </li>
        ))}
      </ul>
    </aside>
  );
}
