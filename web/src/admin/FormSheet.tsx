import type { ComponentChildren } from "preact";
import { t } from "../lib/i18n";
import { isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Sheet";
import { faultsOf } from "./faults";
import { closeSheet } from "./sheets";

type FormSheetProps = {
  title: string;
  /** The verb's name: its refusal is shown here, and its button says that it is on its way. */
  doing: string;
  word: string;
  onSubmit: (given: FormData) => void;
  children: ComponentChildren;
};

/** A sheet with one form and one main action. */
export function FormSheet({ title, doing, word, onSubmit, children }: FormSheetProps) {
  return (
    <Sheet title={title} closeWord={t("close")} onClose={closeSheet}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(new FormData(event.currentTarget));
        }}
      >
        {children}
        <FaultNote fault={faultsOf(doing).rest} />
        <Button kind="main" big wide submit busy={isDoing(doing)}>
          {isDoing(doing) ? t("saving") : word}
        </Button>
      </form>
    </Sheet>
  );
}

/** The text of a field, without the spaces around it. */
export const textOf = (given: FormData, name: string): string => String(given.get(name) ?? "").trim();
