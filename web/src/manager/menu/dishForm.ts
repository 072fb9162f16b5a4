import { t, tOr } from "../../lib/i18n";
import { money } from "../../lib/money";
import { type Faults, faultText } from "../../staff/faults";
import { type Form, formOf } from "../../staff/form";
import type { Moved } from "../../staff/rebase";
import { patch, saveForm } from "../../staff/saving";
import { call } from "../../staff/server";
import { pathOf, takeDish } from "../catalog";
import { currency } from "../house";
import { tellSaved } from "../saving";
import type { Dish, Reach, Saved } from "../wire";

type Typed = Pick<
  Dish,
  | "name"
  | "description"
  | "product_type_id"
  | "sku"
  | "tax_rate_id"
  | "takeaway_tax_rate_id"
  | "allergens"
  | "tags"
  | "spiciness"
  | "min_age"
  | "option_group_ids"
  | "available"
  | "window_id"
  | "translations"
>;
/** A price that is not typed yet, or is none, is null. */
export type BranchPrice = { branch_id: string; price: number | null };
export type DishForm = Typed & { price: number | null; branch_prices: readonly BranchPrice[] };

export function toDishForm(dish: Dish & { reach?: Reach }): DishForm {
  const { id: _, version: __, position: ___, additives: ____, reach: _____, ...fields } = dish;
  return fields;
}

export const dishForm = (dish: Dish): Form<DishForm> => formOf(dish.id, toDishForm(dish), dish.version);

/** What cannot be saved, before it is sent. */
export function dishFaults({ name, price, branch_prices }: DishForm): Faults {
  const found = new Map<string, string>();
  if (!name.trim()) found.set("name", faultText("empty"));
  if (price === null) found.set("price", faultText("price"));
  for (const own of branch_prices)
    if (own.price === null) found.set(`branch_prices/${own.branch_id}`, faultText("price"));
  return found;
}

/** The branches whose own price is another than before; null is the catalog's price again. */
export function changedPrices(before: readonly BranchPrice[], now: readonly BranchPrice[]): BranchPrice[] {
  const old = new Map(before.map(({ branch_id, price }) => [branch_id, price]));
  const dropped = before.filter(({ branch_id }) => !now.some((own) => own.branch_id === branch_id));
  return [
    ...now.filter(({ branch_id, price }) => old.get(branch_id) !== price),
    ...dropped.map(({ branch_id }) => ({ branch_id, price: null })),
  ];
}

/** First the catalog's fields, felt everywhere, then the prices of single branches. */
async function send(dish: Dish, form: Form<DishForm>, felt: Reach[]): Promise<Dish> {
  const { branch_prices, ...fields } = form.changes();
  let saved = dish;
  const take = (answer: Saved<Dish>) => {
    felt.push(answer.reach);
    saved = answer;
    takeDish(answer);
  };
  if (Object.keys(fields).length > 0) take(await patch(pathOf.dish(dish.id), form.version.peek(), fields));
  for (const { branch_id, price } of changedPrices(dish.branch_prices, branch_prices ?? dish.branch_prices))
    take(await call(`/api/products/${dish.id}/price?branch_id=${branch_id}`, { method: "PUT", body: { price } }));
  return saved;
}

export const savingOf = (id: string): string => `save ${id}`;

export async function saveDish(dish: Dish): Promise<void> {
  const form = dishForm(dish);
  const felt: Reach[] = [];
  const saved = await saveForm<DishForm, Dish>({
    name: savingOf(dish.id),
    form,
    check: dishFaults,
    send: () => send(dish, form, felt),
    fetchNow: () => call<Dish>(pathOf.dish(dish.id)),
    toForm: toDishForm,
  });
  if (!saved) return;
  const branches = new Map(felt.flatMap((reach) => reach.branches).map((branch) => [branch.id, branch]));
  tellSaved({ branches: [...branches.values()] });
}

/** "Price: now €9.50." */
export function dishMoved({ field, theirs }: Moved): string {
  const name = t(`field.${field}` as "field.name");
  if (field === "price") return t("moved.to", { field: name, value: money(Number(theirs), currency.value) });
  if (typeof theirs === "string" && (field === "name" || field === "description" || field === "sku"))
    return t("moved.to", { field: name, value: theirs });
  return t("moved.field", { field: tOr(`field.${field}`, "field.other") });
}
