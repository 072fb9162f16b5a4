import { useSignal } from "@preact/signals";
import { t } from "../../lib/i18n";
import { faultOf, forgetFault, isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { faultText } from "../../staff/faults";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Sheet } from "../../ui/Sheet";
import type { Area } from "../wire";
import { ADDING_AREA, addArea, doingTo, dropArea, renameArea, sheet } from "./floor";
import { Remove } from "./TableSheet";

/** A part of the floor: its name, or a new one. */
export function AreaSheet({ area }: { area: Area | null }) {
  const name = useSignal(area?.name ?? "");
  const isEmpty = useSignal(false);
  const doing = area ? doingTo(area.id) : ADDING_AREA;

  const close = () => {
    forgetFault(doing);
    sheet.value = null;
  };
  const save = async () => {
    const wanted = name.value.trim();
    isEmpty.value = wanted === "";
    if (isEmpty.value) return;
    if (await (area ? renameArea(area, wanted) : addArea(wanted))) close();
  };

  return (
    <Sheet title={area?.name ?? t("plan.new_area")} closeWord={t("close")} onClose={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={t("plan.area_name")}
          placeholder={t("plan.area_example")}
          maxLength={120}
          autocomplete="off"
          value={name.value}
          fault={isEmpty.value ? faultText("empty") : undefined}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
        <FaultNote fault={faultOf(doing)} />
        <Button kind="main" big wide submit busy={isDoing(doing)}>
          {t(area ? "save.go" : "plan.add_area")}
        </Button>
        {area && (
          <Remove
            word={t("plan.drop_area")}
            sure={t("plan.drop_sure", { area: area.name })}
            busy={isDoing(doing)}
            onRemove={() => void dropArea(area).then((done) => done && close())}
          />
        )}
      </form>
    </Sheet>
  );
}
