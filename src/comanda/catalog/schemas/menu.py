"""The menu on the wire, and the switches of availability."""

from msgspec import UNSET, Struct, UnsetType

from comanda.catalog.values import Channel
from comanda.kernel.wire import House, Moment, Named, Stock

Texts = dict[str, dict[str, str]]
"""What is said in other languages: `{field: {language: text}}`."""


class OptionOut(Struct, frozen=True, omit_defaults=True):
    """`opens`: the question that follows when this option is chosen. Absent: no such question, no translations."""

    id: str
    name: str
    price_delta: int
    available: bool
    default: bool
    kind: str
    allergens: list[str]
    opens: "OptionGroupOut | None" = None
    translations: Texts = {}


class OptionGroupOut(Struct, frozen=True, omit_defaults=True):
    id: str
    name: str
    required: bool
    min: int
    max: int | None
    max_per_option: int
    free_quantity: int
    options: list[OptionOut]
    translations: Texts = {}


class ProductOut(Struct, frozen=True, omit_defaults=True):
    id: str
    sku: str
    name: str
    description: str
    price: int
    available: bool
    unavailable_because: str | None
    available_from: str | None
    remaining: int | None
    allergens: list[str]
    additives: list[str]
    tags: list[str]
    spiciness: int | None
    min_age: int | None
    option_groups: list[OptionGroupOut]
    translations: Texts = {}


class ProductTypeOut(Struct, frozen=True, omit_defaults=True):
    id: str
    name: str
    description: str
    position: int
    station: str
    products: list[ProductOut]
    translations: Texts = {}


class Menu(Struct, frozen=True):
    """What a branch sells now, in `language`; texts in others stand under `translations` where there are any.

    `changes_at`: when it changes by itself next, and is worth a new look.
    """

    version: int
    currency: str
    minor_unit: int
    language: str
    changes_at: str | None
    timezone: str
    branch: Named
    house: House
    product_types: list[ProductTypeOut]


class SetAvailability(Struct, frozen=True, forbid_unknown_fields=True):
    """`remaining` left out keeps the count as it is; null stops counting. `until` left out: until switched back."""

    available: bool
    until: Moment | None = None
    channel: Channel = Channel.EVERYONE
    remaining: Stock | UnsetType | None = UNSET


class AvailabilityOut(Struct, frozen=True):
    id: str
    available: bool
    until: str | None
    channel: str
    remaining: int | None
    menu_version: int
