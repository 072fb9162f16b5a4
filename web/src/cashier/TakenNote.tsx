import CircleAlert from "lucide/dist/esm/icons/circle-alert.mjs";
import CircleCheck from "lucide/dist/esm/icons/circle-check-big.mjs";
import Hourglass from "lucide/dist/esm/icons/hourglass.mjs";
import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { State } from "../ui/State";
import { isInKitchen } from "./board";
import { currency } from "./house";
import type { Came, Taken } from "./paying";
import { go, tablePath } from "./route";
import { heldPayment } from "./sending";
import { rounds, visit, visitId } from "./visit";
import { reasonOf } from "./words";

type TakenNoteProps = { taken: Taken; came: Came | null; place: string; onDone: () => void };

/** The money is in the drawer: the change, large, and what became of the table. */
export function TakenNote({ taken, came, place, onDone }: TakenNoteProps) {
  const change = taken.kind === "noted" ? taken.change : (taken.payment.change ?? 0);
  const byCard = taken.kind === "recorded" && taken.payment.method !== "cash";
  return (
    <section class="taken" role="status">
      {byCard ? (
        <p class="taken-change">
          <span>{t("taken.card")}</span>
          <b class="figures">{money(taken.payment.received, currency.value)}</b>
        </p>
      ) : (
        <p class="taken-change">
          <span>{t("pay.change")}</span>
          <b class="figures">{money(change, currency.value)}</b>
        </p>
      )}
      {came ? <Became came={came} place={place} /> : <NotYet place={place} />}
      <Ways came={came} onDone={onDone} />
    </section>
  );
}

/** The device keeps the payment, or the server has refused it meanwhile. */
function NotYet({ place }: { place: string }) {
  const held = heldPayment(visitId.value ?? "");
  if (held?.refused)
    return (
      <div class="taken-open">
        <State tone="late" icon={CircleAlert} word={t("taken.refused")} />
        <p>{t("taken.refused_why", { reason: reasonOf(held) })}</p>
      </div>
    );
  return (
    <div class="taken-open">
      <State tone="waiting" icon={Unlink} word={t("taken.noted")} />
      <p>{t("taken.noted_why", { place })}</p>
    </div>
  );
}

/** What the money did to the table. */
export function Became({ came, place }: { came: Came; place: string }) {
  const isTable = visit.value?.table_label !== null;
  const toCome = (rounds.value.value ?? []).some(isInKitchen);
  if (came.closed)
    return (
      <p class="taken-free">
        <Icon of={CircleCheck} size={28} />
        <span>
          <b>{t(isTable ? "taken.free" : "taken.sold", { place })}</b>
          {toCome && <small>{t("taken.to_come")}</small>}
          {came.number !== null && <small>{t("taken.number", { number: came.number })}</small>}
        </span>
      </p>
    );
  return (
    <div class="taken-open">
      <State tone="waiting" icon={Hourglass} word={t("taken.stays_open")} />
      <p>{t(came.pending ? "taken.pending" : "taken.rest", { place })}</p>
    </div>
  );
}

/** On from here: away, or to the table where something is left to do. */
export function Ways({ came, onDone }: { came: Came | null; onDone: () => void }) {
  const stays = came && !came.closed ? came : null;
  const word = stays ? (stays.pending ? "taken.look" : "taken.back") : "taken.done";
  const here = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => here.current?.querySelector("button")?.focus(), []);
  return (
    <div ref={here}>
      <Button
        kind="main"
        big
        wide
        onClick={() => {
          const table = visitId.peek();
          onDone();
          if (stays && table) go(tablePath(table));
        }}
      >
        {t(word)}
      </Button>
    </div>
  );
}
