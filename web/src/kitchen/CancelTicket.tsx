import X from "lucide/dist/esm/icons/x.mjs";
import { t } from "../lib/i18n";
import { listed } from "../lib/lists";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { fresh } from "./block";
import { dishName } from "./dishes";
import { houseLanguage } from "./kitchen";
import { Paper } from "./Paper";
import type { CancelledOrder } from "./tickets";
import { acknowledgeAll } from "./verbs";
import { choiceWords, placeOf, placeWords } from "./words";

/** Something to stop making; it stays until somebody says they saw it. */
export function CancelTicket({ order }: { order: CancelledOrder }) {
  const name = `seen ${order.order_id}`;
  const isFresh = order.lines.some(({ id }) => fresh.value.has(`void ${id}`));
  return (
    <Paper
      class={isFresh ? "paper cancelled fresh" : "paper cancelled"}
      label={t("cancelled.titled", { place: placeWords(order.place) })}
      head={<Head order={order} />}
      place={<Place order={order} />}
      rows={order.lines.map((line) => (
        <li key={line.id} class="line voided">
          <p class="line-key">
            <b class="line-quantity figures">{line.quantity}</b>
            <span class="line-words" lang={houseLanguage.value}>
              <del class="line-name">
                <bdi>{dishName(line)}</bdi>
              </del>
              {line.options.length > 0 && <span>{listed(line.options.map(choiceWords))}</span>}
            </span>
          </p>
        </li>
      ))}
      foot={
        <>
          <FaultNote fault={faultOf(name)} />
          <Button
            kind="main"
            wide
            class="key"
            busy={isDoing(name)}
            onClick={() => void acknowledgeAll(order.order_id, order.lines)}
          >
            {t("seen")}
          </Button>
        </>
      }
    />
  );
}

function Place({ order }: { order: CancelledOrder }) {
  return (
    <h2>
      {order.place.table_label !== null && <small>{t("place.word")}</small>}
      <span class="figures">{placeOf(order.place)}</span>
    </h2>
  );
}

function Head({ order }: { order: CancelledOrder }) {
  return (
    <header class="paper-head">
      <div class="paper-place">
        <Place order={order} />
        <p class="paper-age">
          <span>
            <Icon of={X} size={28} />
            {t("cancelled.word")}
          </span>
        </p>
      </div>
    </header>
  );
}
