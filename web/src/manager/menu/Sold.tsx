import { signal } from "@preact/signals";
import { t } from "../../lib/i18n";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Select";
import { hours } from "../catalog";
import { later } from "./later";

export const isHoursOpen = signal(false);
const usePart = later(() => import("./hoursPart"));

type SoldProps = { value: string | null; fault?: string | undefined; onChange: (id: string | null) => void };

/** When it is sold: at all hours, or in hours of the house's own, which are made right here. */
export function Sold({ value, fault, onChange }: SoldProps) {
  return (
    <div class="sold">
      <Select
        label={t("field.window_id")}
        value={value ?? ""}
        fault={fault ?? null}
        options={[
          { value: "", label: t("details.always") },
          ...(hours.value.value ?? []).map(({ id, name, from, to }) => ({
            value: id,
            label: t("details.hours", { name, from, to }),
          })),
        ]}
        onChange={(id) => onChange(id || null)}
      />
      <Button
        kind="quiet"
        onClick={() => {
          isHoursOpen.value = true;
        }}
      >
        {t(hours.value.value?.length ? "hours.change" : "hours.first")}
      </Button>
    </div>
  );
}

/** Outside the form that asked for it: one form does not lie in another. */
export function HoursSheet() {
  return isHoursOpen.value ? <Open /> : null;
}

function Open() {
  const part = usePart();
  return part && <part.HoursSheet />;
}
