import { useSignal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Service } from "../api/types";
import { t } from "../lib/i18n";
import { Creating } from "../staff/creating";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Segmented } from "../ui/Segmented";
import { Sheet } from "../ui/Sheet";
import { go, tablePath } from "./route";
import { closeSheet } from "./sheets";
import { openTable } from "./verbs";
import "./open.css";

/** A sale without a table. */
export function CounterSheet() {
  const [creating] = useState(() => new Creating());
  const name = useSignal("");
  const service = useSignal<Service>("takeaway");
  const busy = isDoing("open");

  async function open(event: Event): Promise<void> {
    event.preventDefault();
    const called = name.value.trim();
    const named = called ? { name: called } : {};
    const session = await openTable({ table_id: null, service: service.value, ...named }, creating);
    if (!session) return;
    closeSheet();
    go(tablePath(session.id));
  }

  return (
    <Sheet title={t("counter.title")} closeWord={t("close")} onClose={closeSheet}>
      <form class="open" onSubmit={(event) => void open(event)}>
        <FaultNote fault={faultOf("open")} />
        <Segmented<Service>
          label={t("counter.service")}
          value={service.value}
          options={[
            { value: "takeaway", label: t("service.takeaway") },
            { value: "dine_in", label: t("service.dine_in") },
          ]}
          onChange={(chosen) => {
            service.value = chosen;
          }}
        />
        <Field
          label={t("counter.name")}
          value={name.value}
          maxLength={60}
          autocomplete="off"
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
        <Button kind="main" big wide submit busy={busy}>
          {busy ? t("open.going") : t("counter.open_it")}
        </Button>
      </form>
    </Sheet>
  );
}
