import type { ComponentChildren } from "preact";
import { t } from "../lib/i18n";
import { isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { faultsIn } from "../staff/fieldFaults";
import type { Form } from "../staff/form";
import { MovedNote } from "../staff/MovedNote";
import type { Moved } from "../staff/rebase";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Sheet";
import { closeSheet } from "./sheets";

type FormSheetProps<Value extends object> = {
  title: string;
  /** The verb's name: its refusal is shown here, and its button says that it is on its way. */
  doing: string;
  /** Which fields of the body say at themselves what is wrong with them. */
  fields: readonly string[];
  word: string;
  /** What is typed about something that others may change too, and what they changed, in words. */
  form?: Form<Value>;
  movedWords?: (moved: Moved) => string;
  onSubmit: (given: FormData) => void;
  children: ComponentChildren;
};

/** A sheet with one form and one main action. */
export function FormSheet<Value extends object>(props: FormSheetProps<Value>) {
  const { title, doing, fields, word, form, movedWords, onSubmit, children } = props;
  return (
    <Sheet title={title} closeWord={t("close")} onClose={closeSheet}>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(new FormData(event.currentTarget));
        }}
      >
        {children}
        {form && movedWords && <MovedNote moved={form.moved.value} words={movedWords} />}
        <FaultNote fault={faultsIn(doing, fields).rest} />
        <Button kind="main" big wide submit busy={isDoing(doing)}>
          {isDoing(doing) ? t("saving") : word}
        </Button>
      </form>
    </Sheet>
  );
}

/** The text of a field, without the spaces around it. */
export const textOf = (given: FormData, name: string): string => String(given.get(name) ?? "").trim();
