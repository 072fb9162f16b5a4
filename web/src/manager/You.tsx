import LogOut from "lucide/dist/esm/icons/log-out.mjs";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { branch, me } from "../staff/identity";
import { signOut } from "../staff/signin";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Languages } from "../ui/Languages";
import { Sheet } from "../ui/Sheet";
import { screenPath } from "./route";
import { BranchSwitch, PLACES, SideLinks } from "./Side";
import { hideYou, isYouShown } from "./you";

/** Who works here and the way out; on a phone also the pages that have no place in its bar. */
export function You() {
  const person = me.value;
  if (!person || !isYouShown.value) return null;
  return (
    <Sheet title={person.staff.name} closeWord={t("close")} onClose={hideYou}>
      <div class="you">
        <p class="quiet-words">
          {[person.staff.email, person.organization?.name, branch.value?.name].filter(Boolean).join(" · ")}
        </p>
        <div class="you-pages">
          <BranchSwitch />
          <ul class="side-places">
            {PLACES.filter(({ often }) => !often).map(({ screen, icon }) => (
              <li key={screen}>
                <a href={screenPath(screen)} onClick={hideYou}>
                  <Icon of={icon} />
                  {t(`shell.${screen}`)}
                </a>
              </li>
            ))}
          </ul>
          <SideLinks />
        </div>
        <Languages />
        <FaultNote fault={faultOf("sign out")} />
        <Button wide busy={isDoing("sign out")} onClick={() => void signOut().then((done) => done && hideYou())}>
          <Icon of={LogOut} turns />
          {t("sign_out")}
        </Button>
      </div>
    </Sheet>
  );
}
