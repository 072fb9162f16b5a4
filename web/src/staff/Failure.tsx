import CircleAlert from "lucide/dist/esm/icons/circle-alert.mjs";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { faultWords } from "./doing";
import type { Fault } from "./server";
import "./failure.css";

/** A part of the screen that could not be fetched: what, why, and a way on. */
export function Failure({ fault, onRetry }: { fault: Fault; onRetry: () => void }) {
  return (
    <div role="alert">
      <Empty drawing={CircleAlert} action={<Button onClick={onRetry}>{t("retry")}</Button>}>
        {faultWords(fault)}
      </Empty>
    </div>
  );
}

/** Why a verb did not work, beside its button. */
export function FaultNote({ fault }: { fault: Fault | null }) {
  if (!fault) return null;
  return (
    <p class="fault-note" role="alert">
      <Icon of={CircleAlert} size={20} />
      {faultWords(fault)}
    </p>
  );
}
