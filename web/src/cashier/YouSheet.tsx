import LogOut from "lucide/dist/esm/icons/log-out.mjs";
import Store from "lucide/dist/esm/icons/store.mjs";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { HomeLink } from "../staff/HomeLink";
import { branch, branches, chooseBranch, me } from "../staff/identity";
import { signOut } from "../staff/signin";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Languages } from "../ui/Languages";
import { Sheet } from "../ui/Sheet";
import { kept } from "./sending";
import { closeSheet } from "./sheets";
import "./open.css";

/** Who works here, and the way out. */
export function YouSheet() {
  const person = me.value;
  if (!person) return null;
  return (
    <Sheet title={person.staff.name} closeWord={t("close")} onClose={closeSheet}>
      <div class="open">
        <p class="quiet-words">
          {[person.staff.email, person.organization?.name, branch.value?.name].filter(Boolean).join(" · ")}
        </p>
        {branches.value.length > 1 && (
          <Button
            wide
            onClick={() => {
              closeSheet();
              chooseBranch(null);
            }}
          >
            <Icon of={Store} />
            {t("you.other_branch")}
          </Button>
        )}
        <HomeLink />
        {kept.value.length > 0 && <p class="quiet-words">{t("offline.kept", { n: kept.value.length })}</p>}
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
