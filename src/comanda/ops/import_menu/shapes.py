"""The form `menu-sample/1`: amounts in minor units, texts by language tag, ids that hold in their file only.

A field that may be left out says nothing when it is: what is there stays, and what is new begins in the usual way.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from comanda.catalog.values import OptionKind
from comanda.kernel.wire import LARGEST, Amount

FORMAT = "menu-sample/1"

FileId = Annotated[str, Meta(min_length=1, max_length=64)]
Line = Annotated[str, Meta(min_length=1, max_length=200)]
Text = dict[Annotated[str, Meta(min_length=1, max_length=35)], Annotated[str, Meta(max_length=4000)]]
Word = Annotated[str, Meta(min_length=1, max_length=40)]
Few = Annotated[int, Meta(ge=0, le=1000)]
Place = Annotated[int, Meta(ge=0, le=100_000)]
Delta = Annotated[int, Meta(ge=-LARGEST, le=LARGEST)]
TimeOfDay = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Weekday = Annotated[int, Meta(ge=1, le=7)]


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """Any object of the file: a field nobody knows is a mistake, not a wish."""


class Source(Part, frozen=True):
    """Where the file comes from; kept in the file alone."""

    kind: str = ""
    repository: str = ""
    path: str = ""
    commit: str = ""
    licence: str = ""
    read: str = ""


class MenuOrganization(Part, frozen=True):
    id: FileId
    name: Line
    default_locale: Word
    locales: list[Word]


class MenuTable(Part, frozen=True):
    id: FileId
    label: Annotated[str, Meta(min_length=1, max_length=40)]
    area: Annotated[str, Meta(max_length=120)] = ""
    seats: Few = 0


class PriceOverride(Part, frozen=True):
    product_id: FileId
    price: Amount


class MenuBranch(Part, frozen=True):
    id: FileId
    name: Line
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")]
    timezone: Word
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")]
    minor_unit: Annotated[int, Meta(ge=0, le=3)]
    prices_include_tax: bool
    tables: list[MenuTable] = []
    unavailable_product_ids: list[FileId] = []
    price_overrides: list[PriceOverride] = []


class MenuTaxRate(Part, frozen=True):
    id: FileId
    name: Line
    rate: Word


class MenuWindow(Part, frozen=True):
    """Both ends belong to it; one that ends before it begins runs over midnight."""

    id: FileId
    name: Text
    weekdays: Annotated[list[Weekday], Meta(min_length=1)]
    begin: TimeOfDay = field(name="from")
    end: TimeOfDay = field(name="to")


class MenuCategory(Part, frozen=True):
    id: FileId
    name: Text
    position: Few
    station: Literal["kitchen", "bar"] | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    availability_window_id: FileId | UnsetType | None = UNSET


class MenuOption(Part, frozen=True):
    id: FileId
    name: Text
    price_delta: Delta
    kind: OptionKind | UnsetType = UNSET
    available: bool | UnsetType = UNSET
    default: bool | UnsetType = UNSET
    position: Place | UnsetType = UNSET
    allergens: list[Word] | UnsetType = UNSET


class MenuGroup(Part, frozen=True):
    id: FileId
    name: Text
    min: Few
    max: Annotated[int, Meta(ge=1, le=1000)] | None
    required: bool
    options: list[MenuOption]
    max_per_option: Annotated[int, Meta(ge=1, le=50)] | UnsetType = UNSET
    free_quantity: Few | UnsetType = UNSET


class MenuProduct(Part, frozen=True):
    id: FileId
    category_id: FileId
    name: Text
    price: Amount
    tax_rate_id: FileId
    sku: Annotated[str, Meta(max_length=40)] | UnsetType = UNSET
    available: bool | UnsetType = UNSET
    position: Place | UnsetType = UNSET
    allergens: list[Word] | UnsetType = UNSET
    option_group_ids: list[FileId] | UnsetType = UNSET
    description: Text | UnsetType = UNSET
    takeaway_tax_rate_id: FileId | UnsetType | None = UNSET
    availability_window_id: FileId | UnsetType | None = UNSET
    additives: list[Word] | UnsetType = UNSET
    tags: list[Word] | UnsetType = UNSET
    spiciness: Annotated[int, Meta(ge=0, le=5)] | UnsetType | None = UNSET
    min_age: Annotated[int, Meta(ge=0, le=99)] | UnsetType | None = UNSET
    kcal: Annotated[int, Meta(ge=0, le=100_000)] | UnsetType | None = UNSET
    salt_g: Word | UnsetType | None = UNSET
    published_price_without_tax: Amount | None = None
    old_code: Word | None = None
    imitation_crab: bool | None = None


class MenuFile(Part, frozen=True):
    format: Literal["menu-sample/1"]
    organization: MenuOrganization
    branches: Annotated[list[MenuBranch], Meta(min_length=1)]
    tax_rates: Annotated[list[MenuTaxRate], Meta(min_length=1)]
    categories: list[MenuCategory]
    products: list[MenuProduct]
    option_groups: list[MenuGroup] = []
    availability_windows: list[MenuWindow] = []
    source: Source | None = None
    counts: dict[str, int] = {}
    schema: str = field(name="$schema", default="")
    """Where an editor finds the JSON Schema; the import does not look at it."""
