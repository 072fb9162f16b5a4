import { t } from "../../lib/i18n";
import { money } from "../../lib/money";
import type { Form } from "../../staff/form";
import { branches, me } from "../../staff/identity";
import { Check } from "../../ui/Check";
import { currency } from "../house";
import { PriceField } from "../MoneyField";
import type { DishForm } from "./dishForm";

/** Where a branch charges another price than the rest. */
export function BranchPrices({ form }: { form: Form<DishForm> }) {
  if (branches.value.length < 2 && !me.value?.branch) return null;
  const { branch_prices: own, price } = form.value.value;
  const without = (id: string) => own.filter(({ branch_id }) => branch_id !== id);
  return (
    <fieldset class="paper">
      <legend class="unseen">{t("branch_price.title")}</legend>
      <h3>{t("branch_price.title")}</h3>
      {branches.value.map(({ id, name }) => {
        const mine = own.find(({ branch_id }) => branch_id === id);
        return (
          <div key={id} class="branch-price">
            <Check
              checked={mine !== undefined}
              hint={mine ? undefined : t("branch_price.same", { price: money(price ?? 0, currency.value) })}
              onChange={(checked) =>
                form.set({ branch_prices: checked ? [...own, { branch_id: id, price }] : without(id) })
              }
            >
              {t("branch_price.own", { branch: name })}
            </Check>
            {mine && (
              <PriceField
                label={t("branch_price.in", { branch: name })}
                value={mine.price}
                fault={form.faults.value.get(`branch_prices/${id}`)}
                onValue={(value) =>
                  form.set({
                    branch_prices: own.map((one) => (one.branch_id === id ? { ...one, price: value } : one)),
                  })
                }
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
