import { isolate, t, tOr } from "../lib/i18n";
import { listed } from "../lib/lists";
import { allergenName } from "../staff/allergens";
import { signOf } from "../staff/signs";
import type { Choice } from "./wire";

/** "12", the name somebody gave, or "Counter". */
export function placeOf({ table_label, name }: { table_label: string | null; name: string | null }): string {
  return table_label ?? name ?? t("place.counter");
}

/** The same with its word, for where it stands alone. */
export function placeWords(place: { table_label: string | null; name: string | null }): string {
  return place.table_label === null ? placeOf(place) : t("place.table", { table: place.table_label });
}

export const stationWords = (station: string | null): string =>
  station === null ? t("station.all") : tOr(`station.${station}`, "station.named", { station });

export const allergyWords = (allergies: readonly string[]): string => listed(allergies.map(allergenName));

/** "+ Cheese", "− Onions", "Without onions", "Large", "+ 2 × Cheese". */
export function choiceWords(choice: Choice): string {
  const { name, quantity } = choice;
  return [signOf(choice), quantity > 1 && `${quantity} ×`, isolate(name)].filter(Boolean).join(" ");
}
