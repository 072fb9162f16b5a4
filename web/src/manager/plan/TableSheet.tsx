import { type Signal, useSignal } from "@preact/signals";
import type { FloorTable } from "../../api/types";
import { Refusal } from "../../lib/http";
import { t } from "../../lib/i18n";
import { faultOf, forgetFault, isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { faultText } from "../../staff/faults";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { Sheet } from "../../ui/Sheet";
import { Stepper } from "../../ui/Stepper";
import { archiveTable, areas, changeTable, doingTo, NO_AREA, sheet } from "./floor";

const SHAPES = ["square", "round", "long"] as const;
type Shape = (typeof SHAPES)[number];

/** One table: number, seats, shape, area. */
export function TableSheet({ table, isNew }: { table: FloorTable; isNew?: boolean | undefined }) {
  const label = useSignal(table.label);
  const seats = useSignal(table.seats);
  const shape = useSignal(table.shape as Shape);
  const areaId = useSignal(table.area_id);
  const isEmpty = useSignal(false);
  const doing = doingTo(table.id);
  const fault = faultOf(doing);
  const isTaken = fault instanceof Refusal && fault.slug === "label-taken";

  const close = () => {
    forgetFault(doing);
    sheet.value = null;
  };
  const save = async () => {
    isEmpty.value = label.value.trim() === "";
    if (isEmpty.value) return;
    const change = { label: label.value.trim(), seats: seats.value, shape: shape.value, area_id: areaId.value };
    if (await changeTable(table, change)) close();
  };

  return (
    <Sheet title={t("plan.table_named", { table: table.label })} closeWord={t("close")} onClose={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {isNew && <p class="quiet-words">{t("plan.is_there")}</p>}
        <div class="pair">
          <Field
            label={t("plan.label")}
            maxLength={12}
            autocomplete="off"
            value={label.value}
            fault={isEmpty.value ? faultText("empty") : isTaken ? t("plan.taken") : undefined}
            onInput={(event) => {
              label.value = event.currentTarget.value;
            }}
          />
          <div class="field">
            <span class="plan-word">{t("plan.seats_word")}</span>
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
        </div>
        <Segmented<Shape>
          label={t("plan.shape")}
          value={shape.value}
          options={SHAPES.map((value) => ({ value, label: t(`shape.${value}`) }))}
          onChange={(chosen) => {
            shape.value = chosen;
          }}
        />
        <AreaSelect areaId={areaId} />
        {!isTaken && <FaultNote fault={fault} />}
        <Button kind="main" big wide submit busy={isDoing(doing)}>
          {t("save.go")}
        </Button>
        <Remove
          word={t("plan.archive")}
          sure={t("plan.archive_sure", { table: table.label })}
          busy={isDoing(doing)}
          onRemove={() => void archiveTable(table).then((done) => done && close())}
        />
      </form>
    </Sheet>
  );
}

/** A table that stands in no area may go on standing there. */
function AreaSelect({ areaId }: { areaId: Signal<string | null> }) {
  const known = areas.value.value ?? [];
  const isIn = known.some(({ id }) => id === areaId.value);
  if (known.length === 0 || (known.length === 1 && isIn)) return null;
  const options = known.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      label={t("plan.area")}
      value={isIn ? (areaId.value ?? NO_AREA) : NO_AREA}
      options={isIn ? options : [{ value: NO_AREA, label: t("plan.no_area") }, ...options]}
      onChange={(id) => {
        areaId.value = id === NO_AREA ? null : id;
      }}
    />
  );
}

type RemoveProps = { word: string; sure: string; busy: boolean; onRemove: () => void };

/** Asked once more before something leaves the floor. */
export function Remove({ word, sure, busy, onRemove }: RemoveProps) {
  const asking = useSignal(false);
  const isSure = asking.value;
  const ask = () => {
    asking.value = true;
  };
  return (
    <Button kind={isSure ? "danger" : "quiet"} wide busy={isSure && busy} onClick={isSure ? onRemove : ask}>
      {isSure ? sure : word}
    </Button>
  );
}
