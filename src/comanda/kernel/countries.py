"""What is usual in a country: its money, zone, language, whether prices hold the tax, and the coins there are.

Only where something begins: a new organization and a new branch get these, and people change what is otherwise there.
Territories and currencies are those of ISO 3166 and ISO 4217, zones and languages those most of a country uses (CLDR,
`territoryInfo` and `windowsZones`).
"""

from msgspec import Struct


class Country(Struct, frozen=True, gc=False):
    currency: str
    timezone: str
    language: str
    tax_included: bool = True
    """False where menus show prices before tax, and tax comes on top at the till."""


class CashRule(Struct, frozen=True, gc=False):
    """`step`: to what cash is rounded, in minor units of the currency."""

    step: int
    source: str


CLDR = "Unicode CLDR 42, supplementalData.xml, currencyData/fractions: cashDigits and cashRounding"

CASH_OF_CURRENCIES = {
    currency: CashRule(step, CLDR)
    for currency, step in {
        "AFN": 100, "ALL": 100, "AMD": 100, "CAD": 5, "CHF": 5, "COP": 100, "CRC": 100, "CZK": 100, "DKK": 50,
        "GYD": 100, "IDR": 100, "IQD": 1000, "LAK": 100, "MMK": 100, "MNT": 100, "MUR": 100, "NOK": 100, "PKR": 100,
        "RSD": 100, "SEK": 100, "TWD": 100, "TZS": 100, "UZS": 100,
    }.items()
}  # fmt: skip
"""Of the countries whose own it is. Where CLDR and ISO 4217 agree on the digits there is nothing to round."""

CASH_OF_COUNTRIES = {
    # what CLDR leaves out: coins that were withdrawn, and laws about the euro's smallest
    "AU": CashRule(5, "Reserve Bank of Australia: 1 and 2 cents withdrawn from 1992, cash to 5 cents"),
    "BE": CashRule(5, "Code de droit économique, VI.7/1-3: cash totals to 5 cents since 1 December 2019"),
    "EE": CashRule(5, "Eesti Pank: law of obligations, cash totals to 5 cents from 1 January 2025"),
    "FI": CashRule(5, "Laki 890/2000 on rounding sums in euro: cash to 5 cents since 2002"),
    "HK": CashRule(10, "Hong Kong Monetary Authority: the smallest coin is 10 cents"),
    "HU": CashRule(500, "2008. évi III. törvény: cash to 5 forint since 1 March 2008 (CLDR: 1 forint)"),
    "IE": CashRule(5, "Central Bank of Ireland: cash totals to 5 cents since 28 October 2015"),
    "IL": CashRule(10, "Bank of Israel: 5 agorot withdrawn on 1 January 2008, cash rounded to 10 agorot"),
    "IT": CashRule(5, "D.L. 50/2017, art. 13-quater: cash totals to 5 cents since 1 January 2018"),
    "LT": CashRule(5, "Lietuvos bankas: law on rounding cash payments in euro, to 5 cents from 1 May 2025"),
    "MY": CashRule(5, "Bank Negara Malaysia: Rounding Mechanism, cash totals to 5 sen since 1 April 2008"),
    "NL": CashRule(5, "De Nederlandsche Bank: cash totals to 5 cents since 1 September 2004"),
    "NZ": CashRule(10, "Reserve Bank of New Zealand: 5 cents withdrawn in 2006, cash to 10 cents"),
    "SG": CashRule(5, "Monetary Authority of Singapore: no 1 cent coins since 2002, cash to 5 cents"),
    "SK": CashRule(5, "Zákon 18/1996 o cenách, § 3a: cash totals to 5 cents since 1 July 2022"),
    "UA": CashRule(50, "National Bank of Ukraine: cash totals to 50 kopiyok from 1 October 2025"),
    "ZA": CashRule(10, "South African Reserve Bank: no 5 cent coins since 2012, cash to 10 cents"),
}
"""Of what is paid there."""

COUNTRIES = {
    "AE": Country("AED", "Asia/Dubai", "ar"),
    "AT": Country("EUR", "Europe/Vienna", "de"),
    "AU": Country("AUD", "Australia/Sydney", "en"),
    "BE": Country("EUR", "Europe/Brussels", "nl"),
    "BG": Country("EUR", "Europe/Sofia", "bg"),
    "BH": Country("BHD", "Asia/Bahrain", "ar"),
    "BR": Country("BRL", "America/Sao_Paulo", "pt"),
    "CA": Country("CAD", "America/Toronto", "en", tax_included=False),
    "CH": Country("CHF", "Europe/Zurich", "de"),
    "CN": Country("CNY", "Asia/Shanghai", "zh"),
    "CY": Country("EUR", "Asia/Nicosia", "el"),
    "CZ": Country("CZK", "Europe/Prague", "cs"),
    "DE": Country("EUR", "Europe/Berlin", "de"),
    "DK": Country("DKK", "Europe/Copenhagen", "da"),
    "EE": Country("EUR", "Europe/Tallinn", "et"),
    "EG": Country("EGP", "Africa/Cairo", "ar"),
    "ES": Country("EUR", "Europe/Madrid", "es"),
    "FI": Country("EUR", "Europe/Helsinki", "fi"),
    "FR": Country("EUR", "Europe/Paris", "fr"),
    "GB": Country("GBP", "Europe/London", "en"),
    "GR": Country("EUR", "Europe/Athens", "el"),
    "HK": Country("HKD", "Asia/Hong_Kong", "zh-Hant"),
    "HR": Country("EUR", "Europe/Zagreb", "hr"),
    "HU": Country("HUF", "Europe/Budapest", "hu"),
    "ID": Country("IDR", "Asia/Jakarta", "id"),
    "IE": Country("EUR", "Europe/Dublin", "en"),
    "IL": Country("ILS", "Asia/Jerusalem", "he"),
    "IN": Country("INR", "Asia/Kolkata", "en"),
    "IS": Country("ISK", "Atlantic/Reykjavik", "is"),
    "IT": Country("EUR", "Europe/Rome", "it"),
    "JO": Country("JOD", "Asia/Amman", "ar"),
    "JP": Country("JPY", "Asia/Tokyo", "ja"),
    "KR": Country("KRW", "Asia/Seoul", "ko"),
    "KW": Country("KWD", "Asia/Kuwait", "ar"),
    "LI": Country("CHF", "Europe/Vaduz", "de"),
    "LT": Country("EUR", "Europe/Vilnius", "lt"),
    "LU": Country("EUR", "Europe/Luxembourg", "fr"),
    "LV": Country("EUR", "Europe/Riga", "lv"),
    "MA": Country("MAD", "Africa/Casablanca", "ar"),
    "MT": Country("EUR", "Europe/Malta", "en"),
    "MX": Country("MXN", "America/Mexico_City", "es"),
    "MY": Country("MYR", "Asia/Kuala_Lumpur", "ms"),
    "NL": Country("EUR", "Europe/Amsterdam", "nl"),
    "NO": Country("NOK", "Europe/Oslo", "nb"),
    "NZ": Country("NZD", "Pacific/Auckland", "en"),
    "OM": Country("OMR", "Asia/Muscat", "ar"),
    "PH": Country("PHP", "Asia/Manila", "en"),
    "PL": Country("PLN", "Europe/Warsaw", "pl"),
    "PT": Country("EUR", "Europe/Lisbon", "pt"),
    "QA": Country("QAR", "Asia/Qatar", "ar"),
    "RO": Country("RON", "Europe/Bucharest", "ro"),
    "RS": Country("RSD", "Europe/Belgrade", "sr"),
    "SA": Country("SAR", "Asia/Riyadh", "ar"),
    "SE": Country("SEK", "Europe/Stockholm", "sv"),
    "SG": Country("SGD", "Asia/Singapore", "en"),
    "SI": Country("EUR", "Europe/Ljubljana", "sl"),
    "SK": Country("EUR", "Europe/Bratislava", "sk"),
    "TH": Country("THB", "Asia/Bangkok", "th"),
    "TN": Country("TND", "Africa/Tunis", "ar"),
    "TR": Country("TRY", "Europe/Istanbul", "tr"),
    "TW": Country("TWD", "Asia/Taipei", "zh-Hant"),
    "UA": Country("UAH", "Europe/Kyiv", "uk"),
    "US": Country("USD", "America/New_York", "en", tax_included=False),
    "VN": Country("VND", "Asia/Ho_Chi_Minh", "vi"),
    "ZA": Country("ZAR", "Africa/Johannesburg", "en"),
}


def cash_step(country: str, currency: str) -> int:
    """To what cash is rounded there, in minor units; 1 where it is not. `currency` decides for unknown countries."""
    own = COUNTRIES.get(country)
    rule = CASH_OF_COUNTRIES.get(country) or CASH_OF_CURRENCIES.get(own.currency if own else currency)
    return 1 if rule is None else rule.step


def shows_prices_with_tax(country: str) -> bool:
    """Whether a price on a menu there is what is paid."""
    own = COUNTRIES.get(country)
    return own is None or own.tax_included
