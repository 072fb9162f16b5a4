import LogOut from "lucide/dist/esm/icons/log-out.mjs";
import type { Me } from "../api/types";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { signOut } from "../staff/signin";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Languages } from "../ui/Languages";
import { Sheet } from "../ui/Sheet";
import { closeSheet } from "./sheets";

export function YouSheet({ person }: { person: Me }) {
  return (
    <Sheet title={person.staff.name} closeWord={t("close")} onClose={closeSheet}>
      <div class="form">
        <p class="quiet-words">{person.staff.email}</p>
        <Languages />
        <FaultNote fault={faultOf("sign out")} />
        <Button wide busy={isDoing("sign out")} onClick={() => void signOut().then((done) => done && closeSheet())}>
          <Icon of={LogOut} turns />
          {t("sign_out")}
        </Button>
      </div>
    </Sheet>
  );
}
