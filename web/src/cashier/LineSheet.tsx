import { type Signal, useSignal } from "@preact/signals";
import CheckCheck from "lucide/dist/esm/icons/check-check.mjs";
import ConciergeBell from "lucide/dist/esm/icons/concierge-bell.mjs";
import HandHelping from "lucide/dist/esm/icons/hand-helping.mjs";
import Undo from "lucide/dist/esm/icons/undo-2.mjs";
import type { LineStatus, Order, OrderLine } from "../api/types";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { branch } from "../staff/identity";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { Stepper } from "../ui/Stepper";
import { AllergyNote } from "./AllergyNote";
import { mayStepBack } from "./board";
import { mayCancelAlone } from "./cancelling";
import { dishName } from "./dishes";
import { now, orders } from "./house";
import { optionWords } from "./inbox";
import { Reasons } from "./Reasons";
import { closeSheet } from "./sheets";
import { moveLine, voidLine } from "./verbs";
import { rounds } from "./visit";
import { enumerated } from "./words";

/** What can be done with one dish; the newest news about it, not what was tapped. */
export function LineSheet({ order: tapped, line: shown }: { order: Order; line: OrderLine }) {
  const known = [...(rounds.value.value ?? []), ...(orders.value.value ?? [])];
  const order = known.find(({ id }) => id === tapped.id) ?? tapped;
  const line = order.lines.find(({ id }) => id === shown.id) ?? shown;
  const told = [optionWords(line.options), line.note && t("note.said", { note: line.note })].filter(Boolean).join("\n");
  return (
    <Sheet
      title={t("line.titled", { n: line.quantity, name: dishName(line) })}
      closeWord={t("close")}
      onClose={closeSheet}
    >
      <div class="line-sheet">
        {told && <p class="line-told">{told}</p>}
        <AllergyNote allergies={line.allergies} />
        <FaultNote fault={faultOf(`line ${line.id}`)} />
        {order.status === "OPEN" ? <TurnDown line={line} /> : <Ways order={order} line={line} />}
      </div>
    </Sheet>
  );
}

async function finish(work: Promise<Order | null>): Promise<void> {
  if (await work) closeSheet();
}

/** The guest reads why at once; the other dishes wait on. */
function TurnDown({ line }: { line: OrderLine }) {
  const many = useSignal(line.quantity);
  return (
    <>
      <HowMany line={line} many={many} />
      <Reasons
        title={t("reject.title")}
        usual={[t("reason.sold_out"), t("reason.no_time"), t("reason.asked_guest")]}
        word={t("reject.word")}
        busy={isDoing(`line ${line.id}`)}
        dishes={[line]}
        onReason={(reason) => void finish(voidLine(line.id, reason, many.value))}
      />
    </>
  );
}

/** All of it, or a part: the rest is made as it was ordered. */
function HowMany({ line, many }: { line: OrderLine; many: Signal<number> }) {
  if (line.quantity < 2) return null;
  return (
    <p class="line-many">
      <span>{t("void.how_many", { n: line.quantity })}</span>
      <Stepper
        value={many.value}
        max={line.quantity}
        fewer={t("void.fewer")}
        more={t("void.more")}
        onChange={(wanted) => {
          many.value = wanted;
        }}
      />
    </p>
  );
}

function Ways({ order, line }: { order: Order; line: OrderLine }) {
  const name = `line ${line.id}`;
  const step = (status: LineStatus) => () => void finish(moveLine(line, status));
  const back = mayStepBack(line, now.value) ? line.step_back : null;
  return (
    <>
      <div class="line-ways">
        {line.status !== "READY" && line.status !== "SERVED" && (
          <Button big busy={isDoing(name)} onClick={step("READY")}>
            <Icon of={ConciergeBell} />
            {t("move.ready")}
          </Button>
        )}
        {line.status !== "SERVED" && (
          <Button kind="main" big busy={isDoing(name)} onClick={step("SERVED")}>
            <Icon of={CheckCheck} />
            {t("move.served")}
          </Button>
        )}
        {back && (
          <Button big busy={isDoing(name)} onClick={step(back as LineStatus)}>
            <Icon of={Undo} />
            {t("move.back", { state: t(`line.${back as LineStatus}`) })}
          </Button>
        )}
      </div>
      <CancelItem order={order} line={line} />
    </>
  );
}

/** Alone, or said kindly: who can. */
function CancelItem({ order, line }: { order: Order; line: OrderLine }) {
  const { role = "", managers = [] } = branch.value ?? {};
  const many = useSignal(line.quantity);
  if (!mayCancelAlone(line, order.confirmed_at, now.value, role))
    return (
      <div class="line-kindly" role="note">
        <Icon of={HandHelping} />
        <p>{managers.length ? t("void.begun_ask", { names: enumerated(managers, "disjunction") }) : t("void.begun")}</p>
      </div>
    );
  return (
    <>
      <HowMany line={line} many={many} />
      <Reasons
        title={t("void.title")}
        usual={[t("reason.changed_mind"), t("reason.typed_wrong"), t("reason.sold_out"), t("reason.too_long")]}
        word={t("void.word")}
        busy={isDoing(`line ${line.id}`)}
        dishes={[line]}
        onReason={(reason) => void finish(voidLine(line.id, reason, many.value))}
      />
    </>
  );
}
