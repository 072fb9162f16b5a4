import Check from "lucide/dist/esm/icons/check.mjs";
import Hourglass from "lucide/dist/esm/icons/hourglass.mjs";
import type { GuestRequest } from "../api/types";
import { clock, t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { State } from "../ui/State";
import { Ticket } from "../ui/Ticket";
import { wishing, withdraw } from "./wishes";
import "./care.css";

/** What the table asked for, and whether somebody has seen it. */
export function Wished({ wished }: { wished: GuestRequest }) {
  const { kind, how, status, created_at, done_at } = wished;
  const seen = status === "DONE";
  const time = clock(done_at ?? created_at);
  return (
    <Ticket>
      <div class="wished" role="status">
        <b>{t(how ? `call.wished.bill_${how}` : `call.wished.${kind}`)}</b>
        <State
          tone={seen ? "ready" : "waiting"}
          icon={seen ? Check : Hourglass}
          word={t(seen ? "call.seen" : "call.sent", { time })}
        />
        {!seen && (
          <Button kind="quiet" busy={wishing.value === kind} onClick={() => withdraw(wished)}>
            {t("call.withdraw")}
          </Button>
        )}
      </div>
    </Ticket>
  );
}
