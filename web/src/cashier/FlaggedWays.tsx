import Replace from "lucide/dist/esm/icons/replace.mjs";
import Trash from "lucide/dist/esm/icons/trash.mjs";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { dishName } from "./dishes";
import type { FlaggedLine } from "./flagged";
import { go, tablePath } from "./route";
import { openShelfOf } from "./shelf";
import { takeOff } from "./verbs";

/** Off the order, and the shelf it came from is open for another dish. */
async function swap({ order, line }: FlaggedLine): Promise<void> {
  if (!(await takeOff(line))) return;
  openShelfOf(line.product_id);
  go(tablePath(order.qr_session_id));
}

/** What the kitchen cannot make is swapped or taken off, one tap each; nobody has to approve it. */
export function FlaggedWays({ order, line }: FlaggedLine) {
  const name = `line ${line.id}`;
  const told = { name: dishName(line) };
  return (
    <div class="flagged-ways">
      <FaultNote fault={faultOf(name)} />
      <Button
        busy={isDoing(name)}
        aria-label={t("flagged.swap_titled", told)}
        onClick={() => void swap({ order, line })}
      >
        <Icon of={Replace} size={20} />
        {t("flagged.swap")}
      </Button>
      <Button busy={isDoing(name)} aria-label={t("flagged.off_titled", told)} onClick={() => void takeOff(line)}>
        <Icon of={Trash} size={20} />
        {t("flagged.off")}
      </Button>
    </div>
  );
}
