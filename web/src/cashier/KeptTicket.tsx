import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import type { PlaceOrder } from "../api/types";
import { clock, t } from "../lib/i18n";
import { serverTime } from "../lib/now";
import type { Job } from "../lib/outbox";
import { State } from "../ui/State";
import { Ticket, TicketRow } from "../ui/Ticket";
import { dishName } from "./dishes";
import { products } from "./house";

/** A round this device holds until the server can be reached again. */
export function KeptTicket({ job }: { job: Job }) {
  const { lines = [] } = job.body as PlaceOrder;
  return (
    <Ticket
      head={
        <>
          <div>
            <h2>{t("kept.title")}</h2>
            <p class="quiet-words">{t("kept.told", { time: clock(serverTime(job.at)) })}</p>
          </div>
          <State tone="waiting" icon={Unlink} word={t("kept.state")} />
        </>
      }
    >
      <ul>
        {lines.map((line, place) => (
          <TicketRow
            key={`${job.key} ${place}`}
            quantity={line.quantity}
            name={dishName({ ...line, name: products.value.get(line.product_id)?.name ?? line.product_id })}
            detail={line.note}
          />
        ))}
      </ul>
    </Ticket>
  );
}
