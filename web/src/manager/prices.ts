import { language } from "../lib/i18n";
import { minorUnit, readMoney } from "../lib/money";

/** Minor units as somebody types them: 1250 EUR → "12.50", in German "12,50", without a sign of the currency. */
export function typedMoney(amount: number, currency: string): string {
  const decimals = minorUnit(currency);
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: false };
  return new Intl.NumberFormat(language(), digits).format(amount / 10 ** decimals);
}

/** A difference in price: "1,50", "+1.50" and "-0.5" are read, nothing typed is no difference. */
export function readDelta(text: string, currency: string): number | null {
  const match = /^[\s\p{Cf}]*([+\-−–]?)\s*(.*)$/u.exec(text);
  const [, sign = "", rest = ""] = match ?? [];
  if (!rest.trim()) return sign ? null : 0;
  const amount = readMoney(rest, currency);
  if (amount === null) return null;
  return sign && sign !== "+" ? -amount || 0 : amount;
}

/** A difference as it is typed: 150 → "+1.50", −50 → "−0.50", none → "". */
export function typedDelta(amount: number, currency: string): string {
  if (amount === 0) return "";
  return `${amount < 0 ? "−" : "+"}${typedMoney(Math.abs(amount), currency)}`;
}
