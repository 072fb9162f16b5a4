import { useSignal } from "@preact/signals";
import Printer from "lucide/dist/esm/icons/printer.mjs";
import RefreshCw from "lucide/dist/esm/icons/refresh-cw.mjs";
import type { SessionItem } from "../api/types";
import { t } from "../lib/i18n";
import { CopyLink } from "../staff/CopyLink";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { OnlyHere } from "../staff/OnlyHere";
import { here } from "../staff/server";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { menu } from "./house";
import { closeSheet } from "./sheets";
import { renewCode } from "./verbs";
import { visit } from "./visit";
import { placeName } from "./words";
import "./qr.css";

/** The way in for guests: a code to scan, to print, to send, and to replace. */
export function QrSheet({ sessionId }: { sessionId: string }) {
  const session = visit.value;
  if (!session || session.id !== sessionId) return null;
  const place = placeName(session);
  const image = here(`/api/qr-sessions/${session.id}/qr.svg`, { version: session.version });
  return (
    <Sheet title={t("qr.title", { place })} closeWord={t("close")} onClose={closeSheet} wide>
      <div class="qr">
        <div class="qr-paper">
          <p class="qr-house">{menu.value.value?.house.name}</p>
          <p class="qr-place">{place}</p>
          <img src={image} alt={t("qr.alt", { place })} width="320" height="320" />
          <p class="qr-scan">{t("qr.scan")}</p>
        </div>
        <QrWays session={session} />
      </div>
    </Sheet>
  );
}

function QrWays({ session }: { session: SessionItem }) {
  const asking = useSignal(false);
  const renewing = `renew ${session.id}`;
  return (
    <div class="qr-ways">
      <OnlyHere url={session.qr_url} />
      <label class="field">
        <span class="qr-word">{t("qr.link")}</span>
        <textarea rows={3} readOnly value={session.qr_url} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <CopyLink url={session.qr_url} />
      <Button wide onClick={() => window.print()}>
        <Icon of={Printer} />
        {t("qr.print")}
      </Button>
      <FaultNote fault={faultOf(renewing)} />
      {asking.value ? (
        <div class="qr-renew">
          <p>{t("qr.renew_sure")}</p>
          <Button
            kind="danger"
            wide
            busy={isDoing(renewing)}
            onClick={() =>
              void renewCode(session).then((renewed) => {
                asking.value = renewed === null;
              })
            }
          >
            {t("qr.renew_yes")}
          </Button>
          <Button
            kind="quiet"
            wide
            onClick={() => {
              asking.value = false;
            }}
          >
            {t("qr.renew_no")}
          </Button>
        </div>
      ) : (
        <Button
          kind="quiet"
          wide
          onClick={() => {
            asking.value = true;
          }}
        >
          <Icon of={RefreshCw} />
          {t("qr.renew")}
        </Button>
      )}
    </div>
  );
}
