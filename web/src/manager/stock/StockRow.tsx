import { useSignal } from "@preact/signals";
import CircleSlash from "lucide/dist/esm/icons/circle-slash.mjs";
import Clock from "lucide/dist/esm/icons/clock.mjs";
import { soonest, t } from "../../lib/i18n";
import { now } from "../../lib/now";
import { faultOf, isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { branch } from "../../staff/identity";
import { endOfBusinessDay, type OffFor } from "../../staff/until";
import { Button } from "../../ui/Button";
import { State } from "../../ui/State";
import { houses, menu } from "../house";
import { CountForm } from "./CountForm";
import { type Stock, stockState } from "./stock";
import { switching, turnOff, turnOn } from "./switching";

/** One dish or option: sold out is one tap, for how long is the next. */
export function StockRow({ stock }: { stock: Stock }) {
  const counting = useSignal(false);
  const { id, name, sku, remaining } = stock;
  const state = stockState(stock);
  return (
    <li class={`stock-row ${state}`} aria-busy={isDoing(switching(id))}>
      <div class="stock-words">
        <span class="stock-name">
          {sku && <span class="stock-sku">{sku}</span>}
          <span lang={menu.value.value?.language}>{name}</span>
        </span>
        <Mark stock={stock} />
      </div>
      <div class="stock-ways">
        {state === "out" && <OutWays stock={stock} />}
        {state === "in" && (
          <>
            {stock.kind === "products" && (
              <Button
                kind="quiet"
                aria-expanded={counting.value}
                onClick={() => {
                  counting.value = !counting.value;
                }}
              >
                {remaining === null ? t("stock.count") : t("stock.recount")}
                <span class="unseen"> {name}</span>
              </Button>
            )}
            <Button busy={isDoing(switching(id))} onClick={() => void turnOff(stock, "today")}>
              {t("stock.off")}
              <span class="unseen"> {name}</span>
            </Button>
          </>
        )}
      </div>
      {counting.value && state === "in" && (
        <CountForm
          stock={stock}
          onDone={() => {
            counting.value = false;
          }}
        />
      )}
      <FaultNote fault={faultOf(switching(id))} />
    </li>
  );
}

function Mark({ stock }: { stock: Stock }) {
  const { because, remaining, until, available, missing } = stock;
  if (available) return remaining === null ? null : <State tone="waiting" word={t("remaining", { n: remaining })} />;
  if (missing) return <State tone="late" icon={CircleSlash} word={t("stock.no_choice", { choice: missing })} />;
  if (stockState(stock) === "closed") return <State icon={Clock} word={t(`unavailable.${because ?? "not_offered"}`)} />;
  const words = until ? untilWords(until) : t(`stock.${because === "sold_out" ? "gone" : "off_now"}`);
  return <State tone="late" icon={CircleSlash} word={words} />;
}

/** The end of the business day is what "for today" means; any other time is said. */
function untilWords(until: string): string {
  const { timezone = "UTC", id } = branch.value ?? {};
  const cutoff = houses.value.value?.find((house) => house.id === id)?.cutoff;
  if (new Date(until).getTime() === endOfBusinessDay(now(), timezone, cutoff)) return t("stock.out_today");
  return t("stock.until", { time: soon(until) });
}

function soon(at: string): string {
  return soonest(at);
}

const WAYS: readonly OffFor[] = ["half_hour", "two_hours", "today", "switched_on"];

function OutWays({ stock }: { stock: Stock }) {
  const busy = isDoing(switching(stock.id));
  return (
    <>
      <fieldset class="stock-long">
        <legend class="unseen">{t("stock.how_long", { name: stock.name })}</legend>
        {WAYS.map((off) => (
          <Button key={off} kind="quiet" disabled={busy} onClick={() => void turnOff(stock, off)}>
            {t(`stock.for_${off}`)}
          </Button>
        ))}
      </fieldset>
      <Button kind="main" busy={busy} onClick={() => void turnOn(stock)}>
        {t("stock.back")}
        <span class="unseen"> {stock.name}</span>
      </Button>
    </>
  );
}
