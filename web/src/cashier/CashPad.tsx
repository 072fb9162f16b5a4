import DeleteIcon from "lucide/dist/esm/icons/delete.mjs";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Bill } from "../api/types";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { changeFor } from "./bodies";
import { likelyNotes, typeDigit } from "./notes";
import { takeMoney, typed } from "./paying";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "0", "back"] as const;

const press = (key: string): void => {
  typed.value = typeDigit(typed.value, key);
};

/** A keyboard's digits are the pad's; Enter takes what was typed. */
function usePadKeys(take: () => void): void {
  const latest = useRef(take);
  latest.current = take;
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^\d$/.test(event.key)) press(event.key);
      else if (event.key === "Backspace") press("back");
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) latest.current();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, []);
}

/** `barred`: there is nothing to take, or it has been taken and is not recorded yet. */
export type TillProps = { bill: Bill; busy: boolean; barred: boolean };

/** Cash: exact or a note takes the money at once, the pad takes what was really handed over. */
export function CashPad({ bill, busy, barred }: TillProps) {
  const { cash_due: due, currency } = bill;
  const enough = typed.value >= due;
  const pay = (tendered: number) => void (barred || busy || takeMoney(bill, "cash", tendered));
  usePadKeys(() => typed.value > 0 && enough && pay(typed.value));
  return (
    <>
      <div class="quick">
        <Button kind="money" big busy={busy} disabled={barred} onClick={() => pay(due)}>
          {t("pay.exact")}
        </Button>
        {likelyNotes(due, currency).map((note) => (
          <Button key={note} class="note" big busy={busy} disabled={barred} onClick={() => pay(note)}>
            <span class="figures">{money(note, currency)}</span>
          </Button>
        ))}
      </div>
      <div class="given">
        <p>
          <span>{t("pay.given")}</span>
          <output class="figures">{money(typed.value, currency)}</output>
        </p>
        <p>
          <span>{t(typed.value > 0 && !enough ? "pay.short" : "pay.change")}</span>
          <output class={typed.value === 0 ? "figures ghost" : enough ? "figures back" : "figures short"}>
            {money(typed.value === 0 ? 0 : Math.abs(changeFor(bill, typed.value)), currency)}
          </output>
        </p>
      </div>
      <div class="pad">
        {KEYS.map((key) => (
          <Button key={key} aria-label={key === "back" ? t("pay.back") : undefined} onClick={() => press(key)}>
            {key === "back" ? <Icon of={DeleteIcon} turns /> : <span class="figures">{key}</span>}
          </Button>
        ))}
      </div>
      <Button
        kind="money"
        big
        wide
        busy={busy}
        disabled={typed.value === 0 || !enough || barred}
        onClick={() => pay(typed.value)}
      >
        {busy
          ? t("pay.going")
          : typed.value > 0
            ? t("pay.take", { amount: money(typed.value, currency) })
            : t("pay.type")}
      </Button>
    </>
  );
}
