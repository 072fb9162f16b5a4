import { useSignal } from "@preact/signals";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import { useEffect } from "preact/hooks";
import { t } from "../../lib/i18n";
import { post } from "../../staff/creating";
import { act, faultOf, isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { type Faults, faultsOf, faultText, NO_FAULTS } from "../../staff/faults";
import { useFirstField } from "../../staff/focus";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { takeDish } from "../catalog";
import { PriceField } from "../MoneyField";
import { route, sectionPath } from "../route";
import { tellSaved } from "../saving";
import type { Dish, Saved, Section } from "../wire";
import { hasTaxes, taxSaid, usualTax } from "./tax";
import { countOfDishes, newSection } from "./tree";

/** Name, price, Enter, and the next: a section is typed down in one go. */
export function AddDish({ section }: { section: Section }) {
  const name = useSignal("");
  const price = useSignal<number | null>(null);
  const faults = useSignal<Faults>(NO_FAULTS);
  const form = useFirstField<HTMLFormElement>(newSection.peek() === section.id);
  const doing = `add dish ${section.id}`;
  useEffect(() => {
    faults.value = NO_FAULTS;
  }, [route.value]);

  const add = async () => {
    const found = new Map<string, string>();
    if (!name.value.trim()) found.set("name", faultText("empty"));
    if (price.value === null) found.set("price", faultText("price"));
    faults.value = found;
    if (found.size > 0) return;
    const wanted = {
      name: name.value.trim(),
      price: price.value,
      product_type_id: section.id,
      tax_rate_id: usualTax(section.id),
    };
    const made = await act(doing, () => post<Saved<Dish>>("/api/products", wanted));
    if (!made) {
      const fault = faultOf(doing);
      faults.value = (fault && faultsOf(fault)) ?? NO_FAULTS;
      return;
    }
    takeDish(made);
    name.value = "";
    price.value = null;
    tellSaved(made.reach);
    form.current?.querySelector("input")?.focus();
  };

  return (
    <form
      ref={form}
      class="add-row dish-row"
      aria-label={t("tree.new_dish_in", { section: section.name })}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Field
        label={t("tree.new_dish")}
        placeholder={countOfDishes.value === 0 ? t("tree.dish_example") : undefined}
        maxLength={120}
        value={name.value}
        fault={faults.value.get("name")}
        onInput={(event) => {
          name.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || price.value !== null || !name.value.trim()) return;
          event.preventDefault();
          form.current?.querySelector<HTMLElement>("[inputmode]")?.focus();
        }}
      />
      <PriceField
        label={t("tree.price")}
        value={price.value}
        fault={faults.value.get("price")}
        onValue={(value) => {
          price.value = value;
        }}
      />
      <Button submit busy={isDoing(doing)} aria-label={t("tree.add_dish")}>
        <Icon of={Plus} />
      </Button>
      {hasTaxes() && (
        <a class="add-tax" href={sectionPath(section.id)}>
          {t("tree.tax", { tax: taxSaid(usualTax(section.id)) })}
        </a>
      )}
      {faults.value.size === 0 && <FaultNote fault={faultOf(doing)} />}
    </form>
  );
}
