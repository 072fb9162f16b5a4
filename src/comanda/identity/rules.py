"""What is decided about houses and people from values alone."""

from zoneinfo import ZoneInfoNotFoundError

from comanda.engine.tokens import base32, derive
from comanda.identity.errors import PasswordTooShort, UnknownCurrency, UnknownZone
from comanda.identity.values import Branch, StaffRole
from comanda.kernel.clock import DAY, SECOND, zone
from comanda.kernel.money import minor_unit
from comanda.kernel.scope import Role

SIGN_IN_LASTS = 7 * DAY
INVITATION_LASTS = 7 * DAY
SHORTEST_PASSWORD = 12
TAKE_BACK_WITHIN = 20 * SECOND
"""How long a guest's order may be taken back in a branch that confirms by itself."""

BRANCH_FIELDS: dict[Role, frozenset[str]] = {
    Role.ADMIN: frozenset({"name", "timezone", "country"}),
    Role.MANAGER: frozenset(
        {
            "name",
            "cutoff",
            "tax_included",
            "tax_rounding",
            "cash_step",
            "confirm_automatically",
            "lateness",
            "order_limits",
        }
    ),
}
"""Whose fields a branch's settings are."""

KEEPS: dict[Role, frozenset[StaffRole]] = {
    Role.ADMIN: frozenset({StaffRole.MANAGER}),
    Role.MANAGER: frozenset({StaffRole.CASHIER, StaffRole.KITCHEN}),
}
"""Whose accounts a person keeps."""

HOMES: dict[StaffRole, str] = {
    StaffRole.ADMIN: "/admin",
    StaffRole.MANAGER: "/manager",
    StaffRole.CASHIER: "/cashier",
    StaffRole.KITCHEN: "/kitchen",
}
"""The page of each role's own app. The apps do not know each other's."""

CASH_STEPS = {"CH": 5, "SE": 100, "NO": 100, "DK": 50, "FI": 5, "NL": 5, "HU": 500, "CA": 5}
"""The smallest cash in minor units by country, as of 2026; 1 elsewhere."""

USUAL_VALUE = 500
USUAL_VALUES = {
    "AED": 2_000, "BRL": 3_000, "CNY": 4_000, "CZK": 12_000, "DKK": 4_000, "EGP": 25_000, "HKD": 4_000, "HUF": 200_000,
    "IDR": 8_000_000, "ILS": 2_000, "INR": 40_000, "ISK": 75_000, "JPY": 80_000, "KRW": 750_000, "MAD": 5_000,
    "MXN": 10_000, "MYR": 2_000, "NOK": 6_000, "PHP": 30_000, "PLN": 2_000, "QAR": 2_000, "RON": 2_500, "RSD": 60_000,
    "SAR": 2_000, "SEK": 6_000, "THB": 18_000, "TND": 1_500, "TRY": 20_000, "TWD": 17_000, "UAH": 22_000,
    "VND": 13_000_000, "ZAR": 10_000,
}  # fmt: skip
"""About 500 euros in whole units of other currencies, as of 2026; 500 units where a currency is not listed."""
CURRENCIES = {
    "AE": "AED", "AT": "EUR", "AU": "AUD", "BE": "EUR", "BG": "EUR", "BH": "BHD", "BR": "BRL", "CA": "CAD",
    "CH": "CHF", "CN": "CNY", "CY": "EUR", "CZ": "CZK", "DE": "EUR", "DK": "DKK", "EE": "EUR", "EG": "EGP",
    "ES": "EUR", "FI": "EUR", "FR": "EUR", "GB": "GBP", "GR": "EUR", "HK": "HKD", "HR": "EUR", "HU": "HUF",
    "ID": "IDR", "IE": "EUR", "IL": "ILS", "IN": "INR", "IS": "ISK", "IT": "EUR", "JO": "JOD", "JP": "JPY",
    "KR": "KRW", "KW": "KWD", "LI": "CHF", "LT": "EUR", "LU": "EUR", "LV": "EUR", "MA": "MAD", "MT": "EUR",
    "MX": "MXN", "MY": "MYR", "NL": "EUR", "NO": "NOK", "NZ": "NZD", "OM": "OMR", "PH": "PHP", "PL": "PLN",
    "PT": "EUR", "QA": "QAR", "RO": "RON", "RS": "RSD", "SA": "SAR", "SE": "SEK", "SG": "SGD", "SI": "EUR",
    "SK": "EUR", "TH": "THB", "TN": "TND", "TR": "TRY", "TW": "TWD", "UA": "UAH", "US": "USD", "VN": "VND",
    "ZA": "ZAR",
}  # fmt: skip
ZONES = {
    "AE": "Asia/Dubai", "AT": "Europe/Vienna", "AU": "Australia/Sydney", "BE": "Europe/Brussels",
    "BG": "Europe/Sofia", "BH": "Asia/Bahrain", "BR": "America/Sao_Paulo", "CA": "America/Toronto",
    "CH": "Europe/Zurich", "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "CZ": "Europe/Prague", "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen", "EE": "Europe/Tallinn", "EG": "Africa/Cairo", "ES": "Europe/Madrid",
    "FI": "Europe/Helsinki", "FR": "Europe/Paris", "GB": "Europe/London", "GR": "Europe/Athens",
    "HK": "Asia/Hong_Kong", "HR": "Europe/Zagreb", "HU": "Europe/Budapest", "ID": "Asia/Jakarta",
    "IE": "Europe/Dublin", "IL": "Asia/Jerusalem", "IN": "Asia/Kolkata", "IS": "Atlantic/Reykjavik",
    "IT": "Europe/Rome", "JO": "Asia/Amman", "JP": "Asia/Tokyo", "KR": "Asia/Seoul", "KW": "Asia/Kuwait",
    "LI": "Europe/Vaduz", "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg", "LV": "Europe/Riga",
    "MA": "Africa/Casablanca", "MT": "Europe/Malta", "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur",
    "NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "NZ": "Pacific/Auckland", "OM": "Asia/Muscat", "PH": "Asia/Manila",
    "PL": "Europe/Warsaw", "PT": "Europe/Lisbon", "QA": "Asia/Qatar", "RO": "Europe/Bucharest",
    "RS": "Europe/Belgrade", "SA": "Asia/Riyadh", "SE": "Europe/Stockholm", "SG": "Asia/Singapore",
    "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava", "TH": "Asia/Bangkok", "TN": "Africa/Tunis",
    "TR": "Europe/Istanbul", "TW": "Asia/Taipei", "UA": "Europe/Kyiv", "US": "America/New_York",
    "VN": "Asia/Ho_Chi_Minh", "ZA": "Africa/Johannesburg",
}  # fmt: skip
"""Where most of a country lives. Elsewhere a currency has to be named, and a zone is UTC until it is."""


def life(now: int, lasts: int = SIGN_IN_LASTS) -> dict[str, int]:
    """Between which ends (microseconds) what lasts so long may lie now.

    A later one was given by a clock that was ahead by more than a day, and would hold for as much longer.
    """
    return {"now": now, "latest": now + lasts + DAY}


def branch_code(branch_id: str) -> str:
    """The public beginning of a branch's links: eight letters, the same for ever, saying nothing."""
    return base32(derive(b"branch code", branch_id), 8)


def usual_value(currency: str) -> int:
    """The value of unseen orders above which a further one waits for staff, in minor units of the currency."""
    return USUAL_VALUES.get(currency, USUAL_VALUE) * 10 ** minor_unit(currency)


def checked_zone(name: str) -> str:
    """Raises UnknownZone."""
    try:
        zone(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone() from None
    return name


def checked_currency(code: str) -> str:
    """Raises UnknownCurrency."""
    try:
        minor_unit(code)
    except ValueError:
        raise UnknownCurrency() from None
    return code


def checked_password(password: str) -> str:
    """Raises PasswordTooShort."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort()
    return password


def cutoff_text(minutes: int) -> str:
    """`04:00`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def confirms_after(branch: Branch) -> int | None:
    """Seconds after which a guest's order is confirmed by itself; None where staff confirm."""
    return TAKE_BACK_WITHIN // SECOND if branch.confirm_automatically else None
