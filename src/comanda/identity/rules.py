"""What is decided about houses and people from values alone."""

from comanda.engine.tokens import base32, derive
from comanda.identity.errors import UnknownCurrency, UnknownZone
from comanda.identity.values import Branch, StaffRole
from comanda.kernel.clock import DAY, SECOND, zone_names
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

USUAL_VALUE = 500
USUAL_VALUES = {
    "AED": 2_000, "BRL": 3_000, "CNY": 4_000, "CZK": 12_000, "DKK": 4_000, "EGP": 25_000, "HKD": 4_000, "HUF": 200_000,
    "IDR": 8_000_000, "ILS": 2_000, "INR": 40_000, "ISK": 75_000, "JPY": 80_000, "KRW": 750_000, "MAD": 5_000,
    "MXN": 10_000, "MYR": 2_000, "NOK": 6_000, "PHP": 30_000, "PLN": 2_000, "QAR": 2_000, "RON": 2_500, "RSD": 60_000,
    "SAR": 2_000, "SEK": 6_000, "THB": 18_000, "TND": 1_500, "TRY": 20_000, "TWD": 17_000, "UAH": 22_000,
    "VND": 13_000_000, "ZAR": 10_000,
}  # fmt: skip
"""About 500 euros in whole units of other currencies, as of 2026; 500 units where a currency is not listed."""


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
    """A name of the IANA list, as it is spelt there: what else this machine can read, browsers cannot.

    Raises UnknownZone.
    """
    if name not in zone_names():
        raise UnknownZone()
    return name


def checked_currency(code: str) -> str:
    """Raises UnknownCurrency."""
    try:
        minor_unit(code)
    except ValueError:
        raise UnknownCurrency() from None
    return code


def cutoff_text(minutes: int) -> str:
    """`04:00`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def confirms_after(branch: Branch) -> int | None:
    """Seconds after which a guest's order is confirmed by itself; None where staff confirm."""
    return TAKE_BACK_WITHIN // SECOND if branch.confirm_automatically else None


def kept_email(typed: str) -> str:
    """As it is kept and compared: without blanks around it, in lower case."""
    return typed.strip().lower()
