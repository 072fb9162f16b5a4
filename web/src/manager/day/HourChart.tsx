import { t } from "../../lib/i18n";
import { money } from "../../lib/money";
import type { Day } from "../wire";
import { hoursOf, isBusy } from "./day";

const TALL = 100;
const WIDE = 10;

const clockHour = (hour: number): string => String(hour).padStart(2, "0");

/** Sales by hour: bars for the eye over the whole day, and the hours that sold as a table to read. */
export function HourChart({ day, cutoff }: { day: Day; cutoff: number }) {
  const hours = hoursOf(day.by_hour, cutoff);
  const most = Math.max(...hours.map(({ amount }) => amount), 1);
  return (
    <>
      <div class="chart">
        <p class="chart-most" aria-hidden="true">
          {money(most, day.currency)}
        </p>
        <svg viewBox={`0 0 ${hours.length * WIDE} ${TALL}`} preserveAspectRatio="none" aria-hidden="true">
          {hours.map(({ hour, amount }, place) => {
            const height = Math.max((amount / most) * TALL, amount > 0 ? 1 : 0);
            return <rect key={hour} x={place * WIDE + WIDE / 4} y={TALL - height} width={WIDE / 2} height={height} />;
          })}
        </svg>
        <div class="chart-hours" aria-hidden="true">
          {hours.map(({ hour }) => (
            <span key={hour}>{clockHour(hour)}</span>
          ))}
        </div>
      </div>
      <details class="chart-table">
        <summary>{t("day.as_table")}</summary>
        <table class="day-table">
          <thead>
            <tr>
              <th scope="col">{t("day.hour")}</th>
              <th scope="col">{t("day.bills_head")}</th>
              <th scope="col">{t("day.amount")}</th>
            </tr>
          </thead>
          <tbody>
            {hours.filter(isBusy).map(({ hour, bills, amount }) => (
              <tr key={hour}>
                <th scope="row">{t("day.o_clock", { hour: clockHour(hour) })}</th>
                <td class="figures">{bills}</td>
                <td class="figures">{money(amount, day.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
