import Plus from "lucide/dist/esm/icons/plus.mjs";
import ReceiptText from "lucide/dist/esm/icons/receipt-text.mjs";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import UtensilsCrossed from "lucide/dist/esm/icons/utensils-crossed.mjs";
import type { PlaceOrder } from "../api/types";
import { t } from "../lib/i18n";
import type { Job } from "../lib/outbox";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Skeleton } from "../ui/Skeleton";
import { Ticket, TicketRow } from "../ui/Ticket";
import { orderAgain } from "./keeping";
import { care } from "./later";
import { products } from "./menu";
import { Named } from "./Named";
import { PageHead } from "./PageHead";
import { Round } from "./Round";
import { drop, needsPerson, refusalWords, reopen, sendNow, unsent } from "./sending";
import { TakeBack } from "./TakeBack";
import { orders, rounds } from "./table";
import { cartOpen, go } from "./view";
import "./rounds.css";

export function RoundsPage() {
  const CallButton = care.value?.CallButton;
  const newestFirst = [...rounds.value].reverse();
  const again = (order: (typeof newestFirst)[number]) => {
    orderAgain(order);
    openCart();
  };
  return (
    <>
      <PageHead title={t("rounds")} />
      <main class="page">
        {unsent.value.map((job) => (
          <Unsent key={job.key} job={job} />
        ))}
        {orders.value === null && <Skeleton label={t("rounds.loading")} />}
        {orders.value?.length === 0 && !unsent.value.length && (
          <Empty drawing={UtensilsCrossed} action={<Button onClick={() => go("menu")}>{t("cart.to_menu")}</Button>}>
            {t("rounds.empty")}
          </Empty>
        )}
        {newestFirst.map((order) => (
          <Round key={order.id} order={order}>
            <div class="round-tools">
              {order.mine && order.status === "OPEN" && <TakeBack order={order} />}
              <Button onClick={() => again(order)}>{t("round.again")}</Button>
            </div>
          </Round>
        ))}
      </main>
      <div class="dock">
        {CallButton && <CallButton />}
        <Button class="stacked" onClick={() => go("bill")}>
          <Icon of={ReceiptText} size={20} />
          {t("rounds.bill")}
        </Button>
        <Button kind="main" wide onClick={() => go("menu")}>
          <Icon of={Plus} />
          {t("rounds.more")}
        </Button>
      </div>
    </>
  );
}

function waitingWord({ later }: Job, stale: boolean) {
  if (stale) return "unsent.stale";
  return later?.slug === "too-many-waiting-orders" ? "unsent.many" : "unsent.waiting";
}

function openCart(): void {
  cartOpen.value = true;
}

/** An order still on this phone: it waits for the network, or for a person. */
function Unsent({ job }: { job: Job }) {
  const { lines } = job.body as PlaceOrder;
  const minutes = Math.round((Date.now() - job.at) / 60_000);
  const wanting = needsPerson(job);
  return (
    <Ticket head={<h2>{t(wanting ? "needs_you" : "unsent")}</h2>}>
      <Banner tone={job.refused ? "late" : "waiting"} icon={TriangleAlert}>
        {job.refused ? refusalWords(job.refused.slug) : t(waitingWord(job, wanting), { n: minutes })}
      </Banner>
      <ul class="round-lines">
        {lines.map((line) => (
          <TicketRow
            key={line.product_id}
            quantity={line.quantity}
            name={
              <Named
                name={products.value.get(line.product_id)?.name ?? t("unavailable.not_offered")}
                productId={line.product_id}
              />
            }
          />
        ))}
      </ul>
      {wanting && (
        <div class="round-tools">
          {job.refused ? (
            <Button onClick={() => reopen(job).then(openCart)}>{t("unsent.back")}</Button>
          ) : (
            <>
              <Button onClick={() => drop(job)}>{t("unsent.drop")}</Button>
              <Button kind="main" onClick={() => sendNow(job)}>
                {t("unsent.send")}
              </Button>
            </>
          )}
        </div>
      )}
    </Ticket>
  );
}
