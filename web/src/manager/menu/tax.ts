import { signal } from "@preact/signals";
import { last } from "../../lib/last";
import { patch } from "../../staff/saving";
import { dishesBySection, pathOf, takeDish, taxRates } from "../catalog";
import { percent } from "../percent";
import type { Dish, Saved, TaxRate } from "../wire";

const dishesOf = (sectionId: string): readonly Dish[] => dishesBySection.value.get(sectionId) ?? [];
/** What is to be the tax of a section's first dish. */
const firstTax = signal<Readonly<Record<string, string>>>({});

export const hasTaxes = (): boolean => (taxRates.value.value?.length ?? 0) > 1;

/** The tax of the section's last dish: food follows food, drinks follow drinks. The first takes the house's first rate. */
export const usualTax = (sectionId: string): string | undefined =>
  last(dishesOf(sectionId))?.tax_rate_id ?? firstTax.value[sectionId] ?? taxRates.value.value?.[0]?.id;

/** The tax of all a section's dishes; "" where they differ. */
export function taxOf(sectionId: string): string {
  const usual = usualTax(sectionId) ?? "";
  return taxedOtherwise(sectionId, usual).length > 0 ? "" : usual;
}

export const taxedOtherwise = (sectionId: string, taxRateId: string): readonly Dish[] =>
  dishesOf(sectionId).filter((dish) => dish.tax_rate_id !== taxRateId);

/** One dish after the other, to how many there are; whatever stops it, what is left can be done again. */
export async function taxAll(sectionId: string, tax_rate_id: string): Promise<number> {
  for (const { id, version } of taxedOtherwise(sectionId, tax_rate_id))
    takeDish(await patch<Saved<Dish>>(pathOf.dish(id), version, { tax_rate_id }));
  firstTax.value = { ...firstTax.value, [sectionId]: tax_rate_id };
  return dishesOf(sectionId).length;
}

const closed = (text: string): string => text.replace(/\s/g, "");

/** "VAT, 7%"; a name that says its rate says it once. */
export function taxWords({ name, rate }: TaxRate): string {
  const said = percent(rate);
  return closed(name).includes(closed(said)) ? name : `${name}, ${said}`;
}

export const taxSaid = (id: string | undefined): string =>
  taxRates.value.value?.filter((rate) => rate.id === id).map(taxWords)[0] ?? "";
