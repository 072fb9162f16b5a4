import ShieldQuestion from "lucide/dist/esm/icons/shield-question-mark.mjs";
import type { HeldBecause, Order } from "../api/types";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { State } from "../ui/State";
import { say } from "../ui/Toast";
import { limiting, setLimits } from "./devices";
import { currency, sessions } from "./house";
import { heldLimits, heldReasons, type Limit, raised } from "./limits";
import { show } from "./sheets";
import { enumerated, whoPlaced } from "./words";
import "./held.css";

/** Why nobody has confirmed it yet, in plain words. */
export function HeldWords({ orders }: { orders: readonly Order[] }) {
  const reasons = heldReasons(orders);
  if (reasons.length === 0) return null;
  return (
    <p class="held-words">
      {reasons.map((because) => (
        <State
          key={because}
          tone="waiting"
          icon={ShieldQuestion}
          word={t(`held.${because}`, { names: phonesOf(orders, because) })}
        />
      ))}
    </p>
  );
}

/** Whose phones it is about. */
const phonesOf = (orders: readonly Order[], because: HeldBecause): string =>
  enumerated([...new Set(orders.filter((order) => order.held_because === because).map(whoPlaced))]);

/** Fewer waiting orders than this are answered one by one. */
const MANY = 4;

/** What to do about a table that sends much: turn all of it down, or let it. */
export function HeldWays({ sessionId, orders }: { sessionId: string; orders: readonly Order[] }) {
  const limits = sessions.value.value?.find(({ id }) => id === sessionId)?.limits;
  const raisable = heldLimits(orders);
  if (heldReasons(orders).length === 0 && orders.length < MANY) return null;
  return (
    <div class="held-ways">
      <Button onClick={() => show({ kind: "turn-down", sessionId })}>{t("down.all")}</Button>
      {limits &&
        raisable.map((limit) => {
          const next = raised(limit, limits[limit]);
          return (
            <Button key={limit} busy={isDoing(limiting(sessionId))} onClick={() => void raise(sessionId, limit, next)}>
              {raiseWords(limit, next)}
            </Button>
          );
        })}
      <FaultNote fault={faultOf(limiting(sessionId))} />
    </div>
  );
}

async function raise(sessionId: string, limit: Limit, next: number): Promise<void> {
  if (await setLimits(sessionId, { [limit]: next })) say(t("raise.told"));
}

const raiseWords = (limit: Limit, n: number): string =>
  limit === "value" ? t("raise.value", { amount: money(n, currency.value) }) : t(`raise.${limit}`, { n });
