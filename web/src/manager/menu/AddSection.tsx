import { useSignal } from "@preact/signals";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import { t } from "../../lib/i18n";
import { post } from "../../staff/creating";
import { act, faultOf, isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { faultsOf, faultText } from "../../staff/faults";
import { useFirstField } from "../../staff/focus";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { sections, takeSection } from "../catalog";
import { tellSaved } from "../saving";
import type { Saved, Section } from "../wire";
import { newSection, openSections } from "./tree";

const NAME = "add section";

/** A name is enough for a section; its dishes come right after. */
export function AddSection({ first }: { first?: boolean }) {
  const name = useSignal("");
  const isEmpty = useSignal(false);
  const form = useFirstField<HTMLFormElement>(first === true);
  const fault = faultOf(NAME);
  const example = t(first ? "tree.section_example" : "tree.section_next");
  const said = isEmpty.value ? faultText("empty") : fault && faultsOf(fault)?.get("name");

  const add = async () => {
    isEmpty.value = name.value.trim() === "";
    if (isEmpty.value) return;
    const made = await act(NAME, () => post<Saved<Section>>("/api/product-types", { name: name.value.trim() }));
    if (!made) return;
    name.value = "";
    openSections.value = new Set(openSections.value).add(made.id);
    newSection.value = made.id;
    takeSection(made);
    tellSaved(made.reach);
  };

  return (
    <form
      ref={form}
      class="add-row"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Field
        label={t("tree.new_section")}
        placeholder={sections.value.value?.some(({ name }) => name === example) ? undefined : example}
        maxLength={120}
        value={name.value}
        fault={said}
        onInput={(event) => {
          name.value = event.currentTarget.value;
          isEmpty.value = false;
        }}
      />
      <Button kind={first ? "main" : "plain"} submit busy={isDoing(NAME)}>
        <Icon of={Plus} />
        {t("add")}
      </Button>
      {!said && <FaultNote fault={fault} />}
    </form>
  );
}
