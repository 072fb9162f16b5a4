import { language } from "../lib/i18n";

/** Countries, currencies and zones as the browser knows them, named in the reader's language. */
export type Listed = { value: string; label: string };

const COUNTRIES =
  "AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM " +
  "CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT " +
  "GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KM KR KW KY KZ LA LB LI LK LR LS LT LU LV LY " +
  "MA MC MD ME MG MK ML MM MN MO MQ MR MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NZ OM PA PE PF PG PH PK PL PR PS " +
  "PT PY QA RE RO RS RU RW SA SC SD SE SG SI SK SL SM SN SO SR SV SY SZ TD TG TH TJ TL TM TN TO TR TT TW TZ UA UG US " +
  "UY UZ VA VE VN WS XK YE ZA ZM ZW";

function named(values: readonly string[], type: "region" | "currency" | "language"): Listed[] {
  const names = new Intl.DisplayNames(language(), { type });
  const listed = values.map((value) => ({ value, label: names.of(value) ?? value }));
  return listed.sort((one, other) => one.label.localeCompare(other.label, language()));
}

export const countries = (): Listed[] => named(COUNTRIES.split(" "), "region");

export const countryName = (code: string): string =>
  new Intl.DisplayNames(language(), { type: "region" }).of(code) ?? code;

type Values = { supportedValuesOf?: (what: "currency" | "timeZone") => string[] };
/** What a browser can list; one that cannot offers the usual ones. */
const known = (what: "currency" | "timeZone", usual: readonly string[]): string[] =>
  (Intl as Values).supportedValuesOf?.(what) ?? [...new Set(usual)];
const CURRENCIES =
  "AED AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS INR JPY KRW MXN MYR NOK NZD PLN SEK SGD THB TRY USD ZAR".split(
    " ",
  );
const ZONES =
  "Europe/Berlin Europe/London Europe/Athens Europe/Istanbul Africa/Cairo Africa/Johannesburg Asia/Dubai Asia/Kolkata Asia/Singapore Asia/Tokyo Australia/Sydney Pacific/Auckland America/New_York America/Chicago America/Denver America/Los_Angeles America/Sao_Paulo UTC".split(
    " ",
  );

export const currencies = (): Listed[] =>
  named(known("currency", CURRENCIES), "currency").map(({ value, label }) => ({
    value,
    label: `${label} (${value})`,
  }));

export const zones = (): Listed[] =>
  known("timeZone", [Intl.DateTimeFormat().resolvedOptions().timeZone, ...ZONES]).map((zone) => ({
    value: zone,
    label: zoneName(zone),
  }));

/** "America/New York". */
export const zoneName = (zone: string): string => zone.replaceAll("_", " ");

/** The reader's own country, as far as the browser says. */
export function ownCountry(): string {
  const region = new Intl.Locale(navigator.language).maximize().region ?? "DE";
  return COUNTRIES.split(" ").includes(region) ? region : "DE";
}
