import { useSignal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { FloorTable } from "../api/types";
import { Refusal } from "../lib/http";
import { t } from "../lib/i18n";
import { Creating } from "../staff/creating";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Sheet";
import { Stepper } from "../ui/Stepper";
import { go, tablePath } from "./route";
import { closeSheet, show } from "./sheets";
import { openTable } from "./verbs";
import "./open.css";

/** Seat somebody. Guests are counted only if the waiter says so. */
export function OpenSheet({ table }: { table: FloorTable }) {
  const [creating] = useState(() => new Creating());
  const guests = useSignal(0);
  const fault = faultOf("open");
  const busy = isDoing("open");
  const taken = fault instanceof Refusal && fault.slug === "table-occupied" ? fault.extras.qr_session_id : null;

  async function open(then: "qr" | "order"): Promise<void> {
    const counted = guests.value ? { guests: guests.value } : {};
    const session = await openTable({ table_id: table.id, ...counted }, creating);
    if (!session) return;
    go(tablePath(session.id));
    if (then === "qr") show({ kind: "qr", sessionId: session.id });
    else closeSheet();
  }

  return (
    <Sheet
      title={t("table.named", { table: table.label })}
      closeWord={t("close")}
      onClose={closeSheet}
      foot={
        <div class="open-ways">
          <Button kind="main" big wide busy={busy} onClick={() => void open("qr")}>
            {busy ? t("open.going") : t("open.qr")}
          </Button>
          <Button big wide busy={busy} onClick={() => void open("order")}>
            {t("open.order")}
          </Button>
        </div>
      }
    >
      <div class="open">
        <FaultNote fault={fault} />
        {typeof taken === "string" && (
          <Button
            wide
            onClick={() => {
              closeSheet();
              go(tablePath(taken));
            }}
          >
            {t("open.go_there")}
          </Button>
        )}
        <p class="quiet-words">{[table.area?.name, t("open.seats", { n: table.seats })].filter(Boolean).join(" · ")}</p>
        <div class="open-guests">
          <span>{t("open.guests")}</span>
          <Stepper
            value={guests.value}
            min={0}
            max={99}
            fewer={t("open.fewer")}
            more={t("open.more")}
            onChange={(wanted) => {
              guests.value = wanted;
            }}
          />
        </div>
      </div>
    </Sheet>
  );
}
