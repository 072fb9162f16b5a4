import { t } from "../../lib/i18n";
import { latinFigures, readMoney } from "../../lib/money";
import { typedMoney } from "../prices";
import type { House } from "../wire";

type Limits = House["order_limits"];
/** The limits as they are typed; an empty value is the usual one of the currency. */
export type LimitsForm = Record<keyof Limits, string>;

/** The server's own bounds. */
export const BOUNDS = { devices: 500, device_orders: 200, table_orders: 200, portions: 10_000 } as const;
export type Counted = keyof typeof BOUNDS;
export const COUNTED = Object.keys(BOUNDS) as Counted[];

export function limitsForm({ order_limits: limits, currency }: Pick<House, "order_limits" | "currency">): LimitsForm {
  return {
    devices: String(limits.devices),
    device_orders: String(limits.device_orders),
    table_orders: String(limits.table_orders),
    portions: String(limits.portions),
    value: limits.value ? typedMoney(limits.value, currency) : "",
  };
}

const isValue = (text: string, currency: string): boolean => text.trim() === "" || (readMoney(text, currency) ?? 0) > 0;

function readCount(text: string, most: number): number | null {
  const count = /^\s*\d{1,5}\s*$/.test(latinFigures(text)) ? Number(latinFigures(text)) : 0;
  return count >= 1 && count <= most ? count : null;
}

/** What is wrong with what was typed, by the field's place in the body. */
export function limitFaults(form: LimitsForm, currency: string): [string, string][] {
  const faults = COUNTED.filter((limit) => readCount(form[limit], BOUNDS[limit]) === null).map(
    (limit): [string, string] => [`order_limits/${limit}`, t("settings.no_number", { least: 1, most: BOUNDS[limit] })],
  );
  return isValue(form.value, currency) ? faults : [...faults, ["order_limits/value", t("settings.no_value")]];
}

/** What was typed without a fault, as the server reads it. */
export const limitsOf = (form: LimitsForm, currency: string): Limits => ({
  devices: Number(latinFigures(form.devices)),
  device_orders: Number(latinFigures(form.device_orders)),
  table_orders: Number(latinFigures(form.table_orders)),
  portions: Number(latinFigures(form.portions)),
  value: readMoney(form.value, currency),
});
