import { language } from "./i18n";

const formats = new Map<string, Intl.NumberFormat>();

/** How a currency is written in the reader's language; made once, for it takes its time. */
export function format(currency: string, signDisplay: "auto" | "always"): Intl.NumberFormat {
  const name = `${language()} ${currency} ${signDisplay}`;
  const known = formats.get(name);
  if (known) return known;
  const decimals = minorUnit(currency);
  const made = new Intl.NumberFormat(language(), {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    signDisplay,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formats.set(name, made);
  return made;
}

const NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
const THREE = "BHD IQD JOD KWD LYD OMR TND";

/** Decimals by ISO 4217, as the server counts: 2 for EUR, 0 for JPY, 3 for KWD. What people print may be fewer. */
export function minorUnit(currency: string): number {
  if (NONE.includes(currency)) return 0;
  return THREE.includes(currency) ? 3 : 2;
}

/** Minor units as people read them: 4020 EUR → "€40.20". */
export function money(amount: number, currency: string): string {
  return format(currency, "auto").format(amount / 10 ** minorUnit(currency));
}

const ARABIC = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** "١٢٫٥" as "12.5": a phone set to Arabic types its own figures. */
export const latinFigures = (text: string): string =>
  text.replace(ARABIC, (figure) => String((figure.codePointAt(0) ?? 0) & 15)).replace("\u066b", ".");

/** Typed text to minor units, or null: both "12,5" and "12.50" are 1250 EUR. More decimals than the currency has are refused. */
export function readMoney(text: string, currency: string): number | null {
  const decimals = minorUnit(currency);
  const match = /^\s*(\d{1,9})(?:[.,](\d*))?\s*$/.exec(latinFigures(text));
  if (!match) return null;
  const [, whole = "", part = ""] = match;
  if (part.length > decimals) return null;
  return Number(whole + part.padEnd(decimals, "0"));
}
