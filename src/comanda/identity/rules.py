"""What is decided about houses and people from values alone."""

from zoneinfo import ZoneInfoNotFoundError

from comanda.engine.tokens import base32, derive
from comanda.identity.errors import PasswordTooShort, UnknownCurrency, UnknownZone
from comanda.identity.values import Branch, StaffRole
from comanda.kernel.clock import DAY, SECOND, zone
from comanda.kernel.money import minor_unit
from comanda.kernel.scope import Role

INVITATION_LASTS = 7 * DAY
SHORTEST_PASSWORD = 12
TAKE_BACK_WITHIN = 20 * SECOND
"""How long a guest's order may be taken back in a branch that confirms by itself."""

BRANCH_FIELDS: dict[Role, frozenset[str]] = {
    Role.ADMIN: frozenset({"name", "timezone", "country"}),
    Role.MANAGER: frozenset(
        {"name", "cutoff", "tax_included", "tax_rounding", "cash_step", "confirm_automatically", "lateness"}
    ),
}
"""Whose fields a branch's settings are."""

KEEPS: dict[Role, frozenset[StaffRole]] = {
    Role.ADMIN: frozenset({StaffRole.MANAGER}),
    Role.MANAGER: frozenset({StaffRole.CASHIER, StaffRole.KITCHEN}),
}
"""Whose accounts a person keeps."""

CASH_STEPS = {"CH": 5, "SE": 100, "NO": 100, "DK": 50, "FI": 5, "NL": 5, "HU": 500, "CA": 5}
"""The smallest cash in minor units by country, as of 2026; 1 elsewhere."""

CURRENCIES = {
    "AT": "EUR", "BE": "EUR", "CA": "CAD", "CH": "CHF", "DE": "EUR", "DK": "DKK", "ES": "EUR", "FI": "EUR",
    "FR": "EUR", "GB": "GBP", "HU": "HUF", "IE": "EUR", "IT": "EUR", "JP": "JPY", "NL": "EUR", "NO": "NOK",
    "PL": "PLN", "PT": "EUR", "SE": "SEK", "TR": "TRY", "US": "USD", "AE": "AED", "KW": "KWD",
}  # fmt: skip
ZONES = {
    "AT": "Europe/Vienna", "BE": "Europe/Brussels", "CA": "America/Toronto", "CH": "Europe/Zurich",
    "DE": "Europe/Berlin", "DK": "Europe/Copenhagen", "ES": "Europe/Madrid", "FI": "Europe/Helsinki",
    "FR": "Europe/Paris", "GB": "Europe/London", "HU": "Europe/Budapest", "IE": "Europe/Dublin", "IT": "Europe/Rome",
    "JP": "Asia/Tokyo", "NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "PL": "Europe/Warsaw", "PT": "Europe/Lisbon",
    "SE": "Europe/Stockholm", "TR": "Europe/Istanbul", "US": "America/New_York", "AE": "Asia/Dubai",
    "KW": "Asia/Kuwait",
}  # fmt: skip


def branch_code(branch_id: str) -> str:
    """The public beginning of a branch's links: eight letters, the same for ever, saying nothing."""
    return base32(derive(b"branch code", branch_id), 8)


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
