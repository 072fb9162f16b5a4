import { format, minorUnit } from "./money";

/** A price delta with its sign: "+€1.50", "−€0.50". */
export function moneyDelta(amount: number, currency: string): string {
  return format(currency, "always")
    .format(amount / 10 ** minorUnit(currency))
    .replace("-", "−");
}
