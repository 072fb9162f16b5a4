"""The catalog and its offers as other rooms hold them, and the words of availability."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Protocol

from msgspec import Struct

from comanda.kernel.money import Millionths, Minor
from comanda.pricing.line import Choice

Row = dict[str, Any]

ALLERGENS = (
    "gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts", "celery", "mustard", "sesame",
    "sulphites", "lupin", "molluscs",
)  # fmt: skip
"""The fourteen of Regulation (EU) 1169/2011, Annex II. A dish that names none is unknown, never free of them."""
NONE_OF_THEM = "none"
"""Stands alone in a list of allergens: somebody says that it contains none of the fourteen."""


class CatalogPart(Struct, frozen=True):
    """Rows of the organization without its id, in the columns of the tables; a command takes a few hundred of them."""

    tax_rates: list[Row] = []
    availability_windows: list[Row] = []
    product_types: list[Row] = []
    option_groups: list[Row] = []
    options: list[Row] = []
    products: list[Row] = []
    product_groups: dict[str, list[str]] = {}
    """The groups a product asks, in order."""


class Channel(StrEnum):
    """Whom a switch concerns: guests alone, or everyone."""

    GUEST = "guest"
    EVERYONE = "everyone"


class OptionKind(StrEnum):
    """How an option reads in the kitchen."""

    CHOICE = "choice"
    ADD = "add"
    REMOVE = "remove"


class Because(StrEnum):
    """Why something cannot be ordered now."""

    NOT_OFFERED = "not_offered"
    SWITCHED_OFF = "switched_off"
    SOLD_OUT = "sold_out"
    OUTSIDE_HOURS = "outside_hours"
    STAFF_ONLY = "staff_only"
    REQUIRED_CHOICE_GONE = "required_choice_gone"
    UNKNOWN = "unknown"


class Window(Struct, frozen=True):
    """When something is sold: `weekdays` is a mask (bit 0 = Monday), minutes are local and both ends belong to it.

    A window that ends before it begins runs over midnight and belongs to the day it began on.
    """

    id: str
    name: str
    weekdays: int
    from_minute: int
    to_minute: int


class Overlay(Struct, frozen=True):
    """A branch's own word on a product or option; `until` None: until switched back, `remaining` None: not counted."""

    available: bool
    until: int | None
    channel: Channel
    remaining: int | None


class TaxedAt(Struct, frozen=True):
    """A rate with the name it is printed under."""

    id: str
    name: str
    rate: Millionths


class Wanted(Struct, frozen=True):
    """One line as somebody asks for it: answers are `(option_id, quantity)`."""

    product_id: str
    quantity: int
    answers: tuple[tuple[str, int], ...]


class ChosenOption(Struct, frozen=True):
    """An answer as it is kept in the line."""

    option_id: str
    group: str
    name: str
    price_delta: Minor
    quantity: int
    kind: str


class SoldLine(Struct, frozen=True):
    """A line that may be sold now, with everything an order keeps of it."""

    product_id: str
    name: str
    station: str
    quantity: int
    price: Minor
    options: tuple[ChosenOption, ...]
    choices: tuple[Choice, ...]
    free: dict[str, int]
    tax: TaxedAt
    counted: bool
    """The product is counted: portions must be reserved."""
    counted_options: tuple[str, ...]
    left: dict[str, int]
    """How many are left of what is counted, by product and option id."""
    allergens: tuple[str, ...]
    """Those of the product and of what is added to it; empty means unknown, never free of any."""
    cooking_minutes: int | None
    """After how long it is late in the kitchen; None: as the branch says."""
    priced_at: int
    """The menu version in which a price of this line last moved."""


class TakenOption(Protocol):
    """An answer as far as it takes counted portions."""

    @property
    def option_id(self) -> str: ...
    @property
    def quantity(self) -> int: ...


class Taking(Protocol):
    """A line, sold or stored, as far as it takes counted portions."""

    @property
    def product_id(self) -> str: ...
    @property
    def quantity(self) -> int: ...
    @property
    def counted(self) -> bool: ...
    @property
    def counted_options(self) -> Sequence[str]: ...
    @property
    def options(self) -> Sequence[TakenOption]: ...


class Portions(Struct, frozen=True):
    """Counted stock that lines take or give back: portions by product and by option."""

    products: dict[str, int]
    options: dict[str, int]
