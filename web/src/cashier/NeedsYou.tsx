import CircleAlert from "lucide/dist/esm/icons/circle-alert.mjs";
import type { PlaceOrder } from "../api/types";
import { t } from "../lib/i18n";
import type { Job } from "../lib/outbox";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { isOrder, sessionOf } from "./bodies";
import { dishName } from "./dishes";
import { FlaggedWays } from "./FlaggedWays";
import { flagged } from "./flagged";
import { sessions } from "./house";
import { go, tablePath } from "./route";
import { StrandedWays } from "./StrandedWays";
import { needsYou, outbox, reopenKept } from "./sending";
import { stranded } from "./stranded";
import { orderPlace, placeName, reasonOf } from "./words";
import "./needs-you.css";

/** What cannot go on without a person: dishes the kitchen cannot make, and what was kept on this device. */
export function NeedsYou() {
  if (needsYou.value.length + flagged.value.length + stranded.value.length === 0) return null;
  return (
    <section class="needs-you">
      <h3>
        <Icon of={CircleAlert} size={20} />
        {t("needs_you.title")}
      </h3>
      <ul>
        {flagged.value.map(({ order, line }) => (
          <li key={line.id}>
            <p>
              <b>{orderPlace(order)}</b>
              <br />
              {t("flagged.told", { n: line.quantity, name: dishName(line) })}
            </p>
            <FlaggedWays order={order} line={line} />
          </li>
        ))}
        {stranded.value.map((one) => (
          <li key={one.session.id}>
            <StrandedWays of={one} />
          </li>
        ))}
        {needsYou.value.map((job) => (
          <Kept key={job.key} job={job} />
        ))}
      </ul>
    </section>
  );
}

async function reopen(job: Job): Promise<void> {
  const { qr_session_id } = job.body as PlaceOrder;
  await reopenKept(job);
  if (qr_session_id) go(tablePath(qr_session_id));
}

function Kept({ job }: { job: Job }) {
  const session = sessions.value.value?.find(({ id }) => id === sessionOf(job));
  const place = session ? placeName(session) : t("needs_you.gone");
  return (
    <li>
      <p>
        <b>{isOrder(job) ? t("needs_you.order", { place }) : t("needs_you.payment", { place })}</b>
        <br />
        {reasonOf(job)}
      </p>
      <div class="needs-you-ways">
        {isOrder(job) && session && <Button onClick={() => void reopen(job)}>{t("needs_you.change")}</Button>}
        <Button onClick={() => void outbox().retry(job.key)}>{t("needs_you.send")}</Button>
        <Button kind="quiet" onClick={() => void outbox().discard(job.key)}>
          {t("needs_you.drop")}
        </Button>
      </div>
    </li>
  );
}
