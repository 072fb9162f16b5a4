import type { Signal } from "@preact/signals";
import { t } from "../lib/i18n";
import { stationWords } from "./words";
import "./station.css";

/** All stations, or one of them; a station that is gone from the menu is still this screen's until another is chosen. */
export function StationChoice({ stations, chosen }: { stations: readonly string[]; chosen: Signal<string | null> }) {
  const listed = chosen.value && !stations.includes(chosen.value) ? [...stations, chosen.value] : stations;
  return (
    <fieldset class="stations">
      <legend class="unseen">{t("arm.station")}</legend>
      {[null, ...listed].map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="station"
            class="unseen"
            checked={chosen.value === one}
            onChange={() => {
              chosen.value = one;
            }}
          />
          <span>{stationWords(one)}</span>
        </label>
      ))}
    </fieldset>
  );
}
