import { countItems } from "../lib/cart";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Sheet";
import { draftsElsewhere } from "./announcing";
import { draftOf } from "./drafts";
import { FLOOR, go } from "./route";
import { closeSheet } from "./sheets";
import { closeTable, closing } from "./verbs";
import { openVisit } from "./visit";
import { placeName } from "./words";

async function close(sessionId: string): Promise<void> {
  if (!(await closeTable(sessionId))) return;
  closeSheet();
  go(FLOOR);
}

/** Somebody is in the middle of a round for this table. */
export function CloseSheet({ sessionId }: { sessionId: string }) {
  const session = openVisit(sessionId);
  const here = countItems(draftOf(sessionId));
  const place = session ? placeName(session) : "";
  return (
    <Sheet
      title={t("close.asked", { place })}
      closeWord={t("close")}
      onClose={closeSheet}
      foot={
        <div class="open-ways">
          <Button kind="main" big wide onClick={closeSheet}>
            {t("close.leave")}
          </Button>
          <Button big wide busy={isDoing(closing(sessionId))} onClick={() => void close(sessionId)}>
            {t("close.anyway")}
          </Button>
        </div>
      }
    >
      <div class="open">
        <FaultNote fault={faultOf(closing(sessionId))} />
        {here > 0 && <p>{t("close.draft_here", { n: here })}</p>}
        {session && <DraftsElsewhere of={session} />}
        <p>{t("close.draft_stays")}</p>
      </div>
    </Sheet>
  );
}

/** What colleagues have put together for the table and not sent. */
export function DraftsElsewhere({ of }: { of: Parameters<typeof draftsElsewhere>[0] }) {
  return (
    <>
      {draftsElsewhere(of).map(({ device, by, items }) => (
        <p key={device}>{t("close.draft", { n: items, name: by?.name ?? t("close.somebody") })}</p>
      ))}
    </>
  );
}
