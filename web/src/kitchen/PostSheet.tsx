import LogOut from "lucide/dist/esm/icons/log-out.mjs";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { branch, branches, chooseBranch, me } from "../staff/identity";
import { Loudness } from "../staff/Loudness";
import { signOut } from "../staff/signin";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Languages } from "../ui/Languages";
import { Sheet } from "../ui/Sheet";
import { knockTwice } from "./block";
import { board } from "./kitchen";
import { disarm, station, staysAwake } from "./post";
import { StationChoice } from "./StationChoice";
import { closeSheet } from "./sheets";
import "./lists.css";

function leave(then: () => void): void {
  closeSheet();
  disarm();
  then();
}

/** The post: another station, how loud, and the way out. */
export function PostSheet() {
  return (
    <Sheet title={t("post.title")} closeWord={t("close")} onClose={closeSheet}>
      <div class="off-ways">
        <p>{[me.value?.staff.name, branch.value?.name].filter(Boolean).join(" · ")}</p>
        <StationChoice stations={board.value.value?.stations ?? []} chosen={station} />
        <Loudness ring={knockTwice} />
        {!staysAwake.value && <p>{t("arm.sleeps")}</p>}
        {branches.value.length > 1 && (
          <Button wide class="key" onClick={() => leave(() => chooseBranch(null))}>
            {t("you.other_branch")}
          </Button>
        )}
        <Languages />
        <FaultNote fault={faultOf("sign out")} />
        <Button
          wide
          class="key"
          busy={isDoing("sign out")}
          onClick={() => void signOut().then((done) => done && leave(() => undefined))}
        >
          <Icon of={LogOut} turns />
          {t("sign_out")}
        </Button>
      </div>
    </Sheet>
  );
}
