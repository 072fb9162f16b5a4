import { useSignal } from "@preact/signals";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import type { ApiPath } from "../../api/types";
import { datedIn, t } from "../../lib/i18n";
import { act, faultOf, isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { type Form, forgetForm, formOf, isTypedIn } from "../../staff/form";
import { call } from "../../staff/server";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { Sheet } from "../../ui/Sheet";
import { hours } from "../catalog";
import { SaveBar } from "../SaveBar";
import { reachOfHouse } from "../saving";
import type { Hours } from "../wire";
import { EVERY_DAY, type HoursForm, saveHours, savingOf, toHoursForm } from "./hoursForm";
import { isHoursOpen } from "./Sold";
import "./hours.css";

const NEW_ID = "new hours";
const NEW: HoursForm = { name: "", from: "", to: "", weekdays: EVERY_DAY };

/** The hours in which things are sold, like a lunch; a menu has few of them. */
export function HoursSheet() {
  const known = hours.value.value ?? [];
  const isAdding = useSignal(known.length === 0 || isTypedIn(NEW_ID));
  const close = () => {
    isHoursOpen.value = false;
  };
  return (
    <Sheet title={t("hours.title")} closeWord={t("close")} onClose={close}>
      <div class="hours">
        <p class="quiet-words">{t("hours.lead")}</p>
        {known.map((one) => (
          <HoursRow key={one.id} known={one} form={formOf(one.id, toHoursForm(one), one.version)} />
        ))}
        {isAdding.value ? (
          <HoursRow
            known={null}
            form={formOf(NEW_ID, NEW)}
            onDone={() => {
              forgetForm(NEW_ID);
              isAdding.value = false;
            }}
          />
        ) : (
          <Button
            onClick={() => {
              isAdding.value = true;
            }}
          >
            <Icon of={Plus} />
            {t("hours.add")}
          </Button>
        )}
      </div>
    </Sheet>
  );
}

type HoursRowProps = { known: Hours | null; form: Form<HoursForm>; onDone?: () => void };

function HoursRow({ known, form, onDone }: HoursRowProps) {
  const { name, from, to } = form.value.value;
  const faults = form.faults.value;
  const doing = savingOf(known);
  return (
    <form
      class="paper form"
      onSubmit={(event) => {
        event.preventDefault();
        void saveHours(known, form).then((done) => done && onDone?.());
      }}
    >
      <Field
        label={t("field.name")}
        placeholder={t("hours.example")}
        maxLength={120}
        value={name}
        fault={faults.get("name")}
        onInput={(event) => form.set({ name: event.currentTarget.value })}
      />
      <div class="pair">
        <Time
          example="11:30"
          label={t("hours.from")}
          value={from}
          fault={faults.get("from")}
          onTime={(at) => form.set({ from: at })}
        />
        <Time
          example="14:30"
          label={t("hours.to")}
          value={to}
          fault={faults.get("to")}
          onTime={(at) => form.set({ to: at })}
        />
      </div>
      <Days form={form} />
      {(form.isDirty.value || !known || isDoing(doing)) && (
        <SaveBar
          form={form}
          name={doing}
          reach={reachOfHouse()}
          movedWords={() => t("hours.moved")}
          {...(!known && onDone && { onCancel: onDone })}
        />
      )}
      {known && <Drop known={known} />}
    </form>
  );
}

type TimeProps = {
  label: string;
  example: string;
  value: string;
  fault: string | undefined;
  onTime: (at: string) => void;
};

function Time({ label, example, value, fault, onTime }: TimeProps) {
  return (
    <Field
      label={label}
      placeholder={example}
      inputmode="decimal"
      autocomplete="off"
      maxLength={5}
      value={value}
      fault={fault}
      onInput={(event) => onTime(event.currentTarget.value)}
    />
  );
}

/** "Mon"; the fifth of January 2026 was a Monday. */
const dayName = (day: number): string =>
  new Intl.DateTimeFormat(datedIn(), { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2026, 0, 4 + day));

function Days({ form }: { form: Form<HoursForm> }) {
  const { weekdays } = form.value.value;
  const fault = form.faults.value.get("weekdays");
  return (
    <fieldset class="ticks">
      <legend>{t("hours.days")}</legend>
      <div class="hours-days">
        {EVERY_DAY.map((day) => (
          <Check
            key={day}
            checked={weekdays.includes(day)}
            onChange={(on) =>
              form.set({ weekdays: EVERY_DAY.filter((one) => (one === day ? on : weekdays.includes(one))) })
            }
          >
            {dayName(day)}
          </Check>
        ))}
      </div>
      {fault && (
        <small class="field-fault" role="alert">
          {fault}
        </small>
      )}
    </fieldset>
  );
}

/** Hours leave when nothing is sold in them any more. */
function Drop({ known }: { known: Hours }) {
  const doing = `drop ${known.id}`;
  const drop = async () => {
    const path: ApiPath = `/api/availability-windows/${known.id}`;
    if (await act(doing, () => call(path, { method: "DELETE" }).then(() => true)))
      hours.change((all) => all.filter(({ id }) => id !== known.id));
  };
  return (
    <div class="hours-foot">
      <p class="quiet-words">{t("hours.used_by", { n: known.used_by })}</p>
      {known.used_by === 0 && (
        <Button kind="quiet" busy={isDoing(doing)} onClick={() => void drop()}>
          {t("hours.drop")}
          <span class="unseen"> {known.name}</span>
        </Button>
      )}
      <FaultNote fault={faultOf(doing)} />
    </div>
  );
}
