import BellRing from "lucide/dist/esm/icons/bell-ring.mjs";
import Receipt from "lucide/dist/esm/icons/receipt-text.mjs";
import type { GuestCall } from "../api/types";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { Failure, FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { fresh } from "./bell";
import { calls, sessions } from "./house";
import { tablePath } from "./route";
import { answerCall, answering } from "./verbs";
import { Wait } from "./Wait";
import { callWords, placeName } from "./words";
import "./calls.css";

/** What guests wait for beside their orders, the longest wait first: of the whole floor, or of one table. */
export function Calls({ sessionId }: { sessionId?: string }) {
  if (!calls.value.value && calls.fault.value)
    return <Failure fault={calls.fault.value} onRetry={() => void calls.load()} />;
  const open = (calls.value.value ?? []).filter((one) => !sessionId || one.qr_session_id === sessionId);
  if (open.length === 0) return null;
  return (
    <ul class="calls" aria-label={t("calls.title")}>
      {open.map((one) => (
        <li key={one.id} class={fresh.value.has(one.id) ? "call fresh" : "call"}>
          <Call call={one} placed={!sessionId} />
        </li>
      ))}
    </ul>
  );
}

function Call({ call, placed }: { call: GuestCall; placed: boolean }) {
  const { id, qr_session_id, table_label, kind, created_at } = call;
  const name = sessions.value.value?.find((one) => one.id === qr_session_id)?.name ?? null;
  const place = placeName({ table_label, name });
  return (
    <>
      <p>
        {placed && (
          <a class="call-place" href={tablePath(qr_session_id)}>
            {place}
          </a>
        )}
        <span class="call-told">
          <Icon of={kind === "bill" ? Receipt : BellRing} size={20} />
          {callWords(call)}
        </span>
        <Wait since={created_at} what={kind === "bill" ? "bill_asked" : "new"} />
      </p>
      <Button
        busy={isDoing(answering(id))}
        aria-label={t("calls.done_titled", { place, what: callWords(call) })}
        onClick={() => void answerCall(call)}
      >
        {t("calls.done")}
      </Button>
      <FaultNote fault={faultOf(answering(id))} />
    </>
  );
}
