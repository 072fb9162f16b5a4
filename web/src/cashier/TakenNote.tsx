import CircleCheck from "lucide/dist/esm/icons/circle-check-big.mjs";
import Hourglass from "lucide/dist/esm/icons/hourglass.mjs";
import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { State } from "../ui/State";
import { currency } from "./house";
import type { Taken } from "./paying";
import { go, tablePath } from "./route";
import { visit } from "./visit";

type TakenNoteProps = { taken: Taken; place: string; onDone: () => void };

/** The money is in the drawer: the change, large, and what became of the table. */
export function TakenNote({ taken, place, onDone }: TakenNoteProps) {
  const change = taken.kind === "noted" ? taken.change : (taken.payment.change ?? 0);
  const byCard = taken.kind === "recorded" && taken.payment.method !== "cash";
  return (
    <section class="taken" role="status">
      {byCard ? (
        <p class="taken-change">
          <span>{t("taken.card")}</span>
          <b class="figures">{money(taken.payment.amount, currency.value)}</b>
        </p>
      ) : (
        <p class="taken-change">
          <span>{t("pay.change")}</span>
          <b class="figures">{money(change, currency.value)}</b>
        </p>
      )}
      <Became taken={taken} place={place} />
      <Ways taken={taken} onDone={onDone} />
    </section>
  );
}

function Became({ taken, place }: { taken: Taken; place: string }) {
  if (taken.kind === "noted")
    return (
      <div class="taken-open">
        <State tone="waiting" icon={Unlink} word={t("taken.noted")} />
        <p>{t("taken.noted_why", { place })}</p>
      </div>
    );
  const { payment } = taken;
  const isTable = visit.value?.table_label !== null;
  if (payment.closed)
    return (
      <p class="taken-free">
        <Icon of={CircleCheck} size={28} />
        <span>
          <b>{t(isTable ? "taken.free" : "taken.sold", { place })}</b>
          {payment.bill_number !== null && <small>{t("taken.number", { number: payment.bill_number })}</small>}
        </span>
      </p>
    );
  const pending = payment.because === "orders-pending";
  return (
    <div class="taken-open">
      <State tone="waiting" icon={Hourglass} word={t("taken.stays_open")} />
      <p>{t(pending ? "taken.pending" : "taken.rest", { place })}</p>
    </div>
  );
}

function Ways({ taken, onDone }: { taken: Taken; onDone: () => void }) {
  const stays = taken.kind === "recorded" && !taken.payment.closed ? taken.payment : null;
  const word = stays ? (stays.because === "orders-pending" ? "taken.look" : "taken.back") : "taken.done";
  const here = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => here.current?.querySelector("button")?.focus(), []);
  return (
    <div ref={here}>
      <Button
        kind="main"
        big
        wide
        onClick={() => {
          onDone();
          if (stays) go(tablePath(stays.qr_session_id));
        }}
      >
        {t(word)}
      </Button>
    </div>
  );
}
