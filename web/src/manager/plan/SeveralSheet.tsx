import { useSignal } from "@preact/signals";
import { t } from "../../lib/i18n";
import { faultOf, forgetFault, isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Sheet } from "../../ui/Sheet";
import { Stepper } from "../../ui/Stepper";
import { ADDING_TABLE, addTables, sheet, tables } from "./floor";
import { labelsFrom, nextLabel } from "./plan";

/** As long as a table's number may be. */
const LONGEST = 12;

/** Many tables of one kind at once: how many, from which number on, with how many seats. */
export function SeveralSheet() {
  const known = tables.value.value ?? [];
  const count = useSignal("10");
  const first = useSignal(nextLabel(known));
  const seats = useSignal(4);
  const many = /^\d+$/.test(count.value.trim()) ? Number(count.value) : 0;
  const isMany = many >= 1 && many <= 100;
  const labels = isMany ? labelsFrom(first.value, many, known) : [];
  const isNumbered = !isMany || (labels.length > 0 && labels.every(({ length }) => length <= LONGEST));

  const close = () => {
    forgetFault(ADDING_TABLE);
    sheet.value = null;
  };
  return (
    <Sheet title={t("plan.several_title")} closeWord={t("close")} onClose={close}>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isMany && isNumbered) void addTables(labels, seats.value).then((done) => done && close());
        }}
      >
        <div class="pair">
          <Field
            label={t("plan.several_count")}
            inputmode="numeric"
            autocomplete="off"
            maxLength={3}
            value={count.value}
            fault={isMany ? undefined : t("plan.several_limit", { n: 100 })}
            onInput={(event) => {
              count.value = event.currentTarget.value;
            }}
          />
          <Field
            label={t("plan.several_first")}
            autocomplete="off"
            maxLength={LONGEST}
            value={first.value}
            fault={isNumbered ? undefined : t("plan.several_numbered")}
            onInput={(event) => {
              first.value = event.currentTarget.value;
            }}
          />
        </div>
        <div class="field">
          <span class="plan-word">{t("plan.several_seats")}</span>
          <Stepper
            value={seats.value}
            max={30}
            fewer={t("plan.fewer_seats")}
            more={t("plan.more_seats")}
            onChange={(next) => {
              seats.value = next;
            }}
          />
        </div>
        {labels.length > 1 && isNumbered && (
          <p class="quiet-words">
            {t("plan.several_names", { first: labels[0] ?? "", last: labels[labels.length - 1] ?? "" })}
          </p>
        )}
        <FaultNote fault={faultOf(ADDING_TABLE)} />
        <Button kind="main" big wide submit busy={isDoing(ADDING_TABLE)} disabled={!isMany || !isNumbered}>
          {t("plan.several_go", { n: labels.length })}
        </Button>
      </form>
    </Sheet>
  );
}
