import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import type { OffFor } from "../staff/until";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Sheet";
import { closeSheet } from "./sheets";
import { setAvailable } from "./verbs";
import "./lists.css";

const FOR: readonly OffFor[] = ["today", "half_hour", "two_hours", "switched_on"];

/** How long a dish is sold out. */
export function OffSheet({ dish }: { dish: { id: string; name: string } }) {
  const name = `off ${dish.id}`;
  return (
    <Sheet title={t("off.title", { name: dish.name })} closeWord={t("close")} onClose={closeSheet}>
      <div class="off-ways">
        {FOR.map((off) => (
          <Button
            key={off}
            kind={off === "today" ? "main" : "plain"}
            wide
            class="key"
            busy={isDoing(name)}
            onClick={() => void setAvailable(dish, off).then((done) => done && closeSheet())}
          >
            {t(`off.${off}`)}
          </Button>
        ))}
        <FaultNote fault={faultOf(name)} />
      </div>
    </Sheet>
  );
}
