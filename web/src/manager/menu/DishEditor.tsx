import { t } from "../../lib/i18n";
import type { Form } from "../../staff/form";
import { Field } from "../../ui/Field";
import { Note } from "../../ui/Note";
import { Select } from "../../ui/Select";
import { editsCatalog, sections } from "../catalog";
import { OfTheHouse, WhyLocked } from "../Locked";
import { PriceField } from "../MoneyField";
import { SaveBar } from "../SaveBar";
import { reachOfHouse } from "../saving";
import type { Dish } from "../wire";
import { Archive } from "./Archive";
import { BranchPrices } from "./BranchPrices";
import { DishChoices } from "./DishChoices";
import { DishDetails } from "./DishDetails";
import { describedTexts } from "./describedTexts";
import { type DishForm, dishForm, dishMoved, saveDish, savingOf } from "./dishForm";
import { EditorHead } from "./EditorHead";
import { Languages } from "./Languages";
import { DishPreview } from "./Preview";
import { HoursSheet } from "./Sold";

/** A dish beside what guests will see of it. */
export function DishEditor({ dish }: { dish: Dish }) {
  const form = dishForm(dish);
  return (
    <div class="editor">
      <form
        class="editor-form"
        onSubmit={(event) => {
          event.preventDefault();
          void saveDish(dish);
        }}
      >
        <EditorHead title={form.value.value.name || dish.name} />
        <div class="form editor-fields">
          <WhyLocked />
          {!editsCatalog.value && <BranchPrices form={form} />}
          <OfTheHouse>
            <Basics form={form} />
            <DishChoices dish={dish} form={form} />
          </OfTheHouse>
          {editsCatalog.value && <BranchPrices form={form} />}
          <OfTheHouse>
            <DishDetails form={form} />
            <Languages texts={describedTexts(form)} faults={form.faults.value} />
          </OfTheHouse>
          <Archive path={`/api/products/${dish.id}`} id={dish.id} name={dish.name} lead={t("archive.dish")} />
        </div>
        <SaveBar form={form} name={savingOf(dish.id)} reach={reachOfHouse()} movedWords={dishMoved} />
      </form>
      <DishPreview dish={dish} value={form.value.value} />
      <HoursSheet />
    </div>
  );
}

function Basics({ form }: { form: Form<DishForm> }) {
  const { name, price, product_type_id, description } = form.value.value;
  const faults = form.faults.value;
  return (
    <>
      <Field
        label={t("field.name")}
        maxLength={120}
        value={name}
        fault={faults.get("name")}
        onInput={(event) => form.set({ name: event.currentTarget.value })}
      />
      <div class="pair">
        <PriceField
          label={t("field.price")}
          value={price}
          fault={faults.get("price")}
          onValue={(value) => form.set({ price: value })}
        />
        <Select
          label={t("field.product_type_id")}
          value={product_type_id}
          fault={faults.get("product_type_id")}
          options={(sections.value.value ?? []).map((section) => ({ value: section.id, label: section.name }))}
          onChange={(id) => form.set({ product_type_id: id })}
        />
      </div>
      <Note
        label={t("field.description")}
        value={description}
        maxLength={2000}
        onInput={(text) => form.set({ description: text })}
      />
    </>
  );
}
