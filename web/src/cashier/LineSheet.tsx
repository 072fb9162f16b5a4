import CheckCheck from "lucide/dist/esm/icons/check-check.mjs";
import ConciergeBell from "lucide/dist/esm/icons/concierge-bell.mjs";
import type { LineStatus, Order, OrderLine } from "../api/types";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { branch } from "../staff/identity";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { mayCancelAlone } from "./cancelling";
import { now } from "./house";
import { optionWords } from "./inbox";
import { Reasons } from "./Reasons";
import { closeSheet } from "./sheets";
import { moveLine, rejectLine, voidLine } from "./verbs";
import { rounds } from "./visit";

/** What can be done with one dish; the newest news about it, not what was tapped. */
export function LineSheet({ order: tapped, line: shown }: { order: Order; line: OrderLine }) {
  const order = rounds.value.value?.find(({ id }) => id === tapped.id) ?? tapped;
  const line = order.lines.find(({ id }) => id === shown.id) ?? shown;
  const told = [optionWords(line.options), line.note && t("note.said", { note: line.note })].filter(Boolean).join("\n");
  return (
    <Sheet title={t("line.titled", { n: line.quantity, name: line.name })} closeWord={t("close")} onClose={closeSheet}>
      <div class="line-sheet">
        {told && <p class="line-told">{told}</p>}
        <FaultNote fault={faultOf(`line ${line.id}`)} />
        {order.status === "OPEN" ? <Reject order={order} line={line} /> : <Ways order={order} line={line} />}
      </div>
    </Sheet>
  );
}

async function finish(work: Promise<Order | null>): Promise<void> {
  if (await work) closeSheet();
}

/** Refusing one dish confirms the others; the guest reads why. */
function Reject({ order, line }: { order: Order; line: OrderLine }) {
  const others = order.lines.length - 1;
  return (
    <Reasons
      title={others > 0 ? t("reject.title_others") : t("reject.title")}
      usual={[t("reason.sold_out"), t("reason.no_time"), t("reason.asked_guest")]}
      word={t("reject.word")}
      busy={isDoing(`line ${line.id}`)}
      onReason={(reason) => void finish(rejectLine(order.id, line.id, reason))}
    />
  );
}

function Ways({ order, line }: { order: Order; line: OrderLine }) {
  const name = `line ${line.id}`;
  const alone = mayCancelAlone(line, order.confirmed_at, now.value, branch.value?.role ?? "");
  const onTable = line.status === "SERVED";
  const step = (status: LineStatus) => () => void finish(moveLine(line, status));
  return (
    <>
      {!onTable && (
        <div class="line-ways">
          {line.status !== "READY" && (
            <Button big busy={isDoing(name)} onClick={step("READY")}>
              <Icon of={ConciergeBell} />
              {t("move.ready")}
            </Button>
          )}
          <Button kind="main" big busy={isDoing(name)} onClick={step("SERVED")}>
            <Icon of={CheckCheck} />
            {t("move.served")}
          </Button>
        </div>
      )}
      {alone ? (
        <Reasons
          title={t("void.title")}
          usual={[t("reason.changed_mind"), t("reason.typed_wrong"), t("reason.sold_out"), t("reason.too_long")]}
          word={t("void.word")}
          busy={isDoing(name)}
          onReason={(reason) => void finish(voidLine(line.id, reason))}
        />
      ) : (
        <p class="quiet-words">{t("void.begun")}</p>
      )}
    </>
  );
}
