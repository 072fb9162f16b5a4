"""What the catalog refuses, line by line, so that the cart can keep the rest."""

from msgspec import Struct

from comanda.kernel.errors import Conflict, Invalid, NotFound
from comanda.kernel.wire import Named


class LineFault(Struct, frozen=True, omit_defaults=True):
    """One line that cannot be had; `remaining` says how many are left, `line_id` names a line that was sent before."""

    index: int
    product_id: str
    reason: str
    option_id: str | None = None
    remaining: int | None = None
    line_id: str | None = None


class ItemUnavailable(Conflict):
    """Something in the order cannot be had at the moment."""

    slug = "item-unavailable"
    lines: list[LineFault]


class OutOfStock(Conflict):
    """There are not enough portions left."""

    slug = "out-of-stock"
    lines: list[LineFault]


class InvalidOptions(Invalid):
    """A question about a dish is not answered as it must be."""

    slug = "invalid-options"
    errors: list[dict[str, str | int]]
    truncated: bool | None = None


class MenuMoved(Conflict):
    """A price has changed since this menu was read."""

    slug = "price-changed"
    menu_version: int
    quote: object


class NoSuchProduct(NotFound):
    """There is no such product here."""

    slug = "no-such-product"


class NoSuchOption(NotFound):
    """There is no such option here."""

    slug = "no-such-option"


class InvalidMoment(Invalid):
    """Write a moment as RFC 3339 with its zone, like 2026-11-22T19:00:00Z."""

    slug = "invalid-moment"


class UntilNotAhead(Invalid):
    """The moment until which this is off must lie ahead, and within a year."""

    slug = "until-not-ahead"


class InvalidCatalog(Invalid):
    """This cannot be sold as it is."""

    slug = "invalid-catalog"
    errors: list[dict[str, str]]
    truncated: bool | None = None


class StillInUse(Conflict):
    """Something else still uses this."""

    slug = "still-in-use"
    used_by: list[Named]


class NoSuchTaxRate(NotFound):
    """There is no such tax rate here."""

    slug = "no-such-tax-rate"


class NoSuchWindow(NotFound):
    """There are no such hours here."""

    slug = "no-such-availability-window"


class NoSuchProductType(NotFound):
    """There is no such product type here."""

    slug = "no-such-product-type"


class NoSuchOptionGroup(NotFound):
    """There is no such option group here."""

    slug = "no-such-option-group"
