"""The organization's catalog on the wire, as the manager reads and writes it."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from comanda.catalog.schemas.menu import Texts
from comanda.catalog.values import OptionKind
from comanda.identity.schemas import Language, TimeOfDay
from comanda.kernel.wire import END, Key, Name, Named, typed

LARGEST_PRICE = 10**9
Price = Annotated[int, Meta(ge=0, le=LARGEST_PRICE, description="minor units")]
Delta = Annotated[int, Meta(ge=-LARGEST_PRICE, le=LARGEST_PRICE, description="minor units")]
Rate = Annotated[str, typed("line", 10, least=1, description="from 0 to 1, like 0.07")]
Description = Annotated[str, typed("lines", 2000)]
Sku = Annotated[str, typed("line", 40)]
Station = Annotated[str, typed("line", 40, least=1, masked=True)]
Place = Annotated[int, Meta(ge=0, le=100_000)]
Minutes = Annotated[int, Meta(ge=1, le=600)]
Spiciness = Annotated[int, Meta(ge=0, le=5)]
Age = Annotated[int, Meta(ge=1, le=99)]
Answers = Annotated[int, Meta(ge=0, le=100)]
AtLeastOne = Annotated[int, Meta(ge=1, le=100)]
Slug = Annotated[str, Meta(min_length=1, max_length=40, pattern=f"^[a-z0-9][a-z0-9_-]*{END}")]
Allergens = Annotated[
    list[Slug],
    Meta(
        max_length=40,
        description="codes, like `milk`; `none` alone: it contains none of the fourteen of the EU; empty: not known",
    ),
]
Slugs = Annotated[list[Slug], Meta(max_length=40)]
GroupIds = Annotated[list[Key], Meta(max_length=40)]
Ids = Annotated[list[Key], Meta(max_length=5000)]
Weekday = Annotated[int, Meta(ge=1, le=7, description="1 is Monday")]
Weekdays = Annotated[list[Weekday], Meta(min_length=1, max_length=7)]
Names = Annotated[dict[Language, Name], Meta(max_length=30)]
Descriptions = Annotated[dict[Language, Description], Meta(max_length=30)]


class Reach(Struct, frozen=True):
    """Where a change is felt."""

    branches: list[Named]


class Archived(Struct, frozen=True):
    id: str
    reach: Reach


class InLanguages(Struct, frozen=True, forbid_unknown_fields=True):
    """Names in other languages."""

    name: Names = {}


class Described(Struct, frozen=True, forbid_unknown_fields=True):
    """Names and descriptions in other languages."""

    name: Names = {}
    description: Descriptions = {}


class NewTaxRate(Struct, frozen=True, forbid_unknown_fields=True):
    name: Name
    rate: Rate


class ChangeTaxRate(Struct, frozen=True, forbid_unknown_fields=True):
    name: Name | UnsetType = UNSET
    rate: Rate | UnsetType = UNSET


class TaxRateItem(Struct, frozen=True):
    """`used_by`: how many products are sold at it."""

    id: str
    name: str
    rate: str
    used_by: int
    version: int


class NewWindow(Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """Local hours of each branch; a window that ends before it begins runs over midnight."""

    name: Name
    weekdays: Weekdays
    from_: TimeOfDay
    to: TimeOfDay


class ChangeWindow(Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    name: Name | UnsetType = UNSET
    weekdays: Weekdays | UnsetType = UNSET
    from_: TimeOfDay | UnsetType = UNSET
    to: TimeOfDay | UnsetType = UNSET


class WindowItem(Struct, frozen=True, rename={"from_": "from"}):
    """`used_by`: how many product types and products are sold in it."""

    id: str
    name: str
    weekdays: list[int]
    from_: str
    to: str
    used_by: int
    version: int


class NewProductType(Struct, frozen=True, forbid_unknown_fields=True):
    """Without a position it comes last. Its option groups are asked of all its products, before their own."""

    name: Name
    description: Description = ""
    position: Place | None = None
    station: Station = "kitchen"
    option_group_ids: GroupIds = []
    window_id: Key | None = None
    cooking_minutes: Minutes | None = None
    translations: Described = Described()


class ChangeProductType(Struct, frozen=True, forbid_unknown_fields=True):
    name: Name | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    position: Place | UnsetType = UNSET
    station: Station | UnsetType = UNSET
    option_group_ids: GroupIds | UnsetType = UNSET
    window_id: Key | UnsetType | None = UNSET
    cooking_minutes: Minutes | UnsetType | None = UNSET
    translations: Described | UnsetType = UNSET


class ProductTypeItem(Struct, frozen=True):
    """`products`: how many there are; `cooking_minutes`: after how long a dish of it is late."""

    id: str
    name: str
    description: str
    position: int
    station: str
    option_group_ids: list[str]
    window_id: str | None
    cooking_minutes: int | None
    products: int
    translations: Texts
    version: int


class NewProduct(Struct, frozen=True, forbid_unknown_fields=True):
    """Without a position it comes last in its type."""

    product_type_id: Key
    name: Name
    price: Price
    tax_rate_id: Key
    takeaway_tax_rate_id: Key | None = None
    description: Description = ""
    sku: Sku = ""
    allergens: Allergens = []
    additives: Slugs = []
    tags: Slugs = []
    spiciness: Spiciness | None = None
    min_age: Age | None = None
    option_group_ids: GroupIds = []
    available: bool = True
    position: Place | None = None
    window_id: Key | None = None
    translations: Described = Described()


class ChangeProduct(Struct, frozen=True, forbid_unknown_fields=True):
    product_type_id: Key | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    price: Price | UnsetType = UNSET
    tax_rate_id: Key | UnsetType = UNSET
    takeaway_tax_rate_id: Key | UnsetType | None = UNSET
    description: Description | UnsetType = UNSET
    sku: Sku | UnsetType = UNSET
    allergens: Allergens | UnsetType = UNSET
    additives: Slugs | UnsetType = UNSET
    tags: Slugs | UnsetType = UNSET
    spiciness: Spiciness | UnsetType | None = UNSET
    min_age: Age | UnsetType | None = UNSET
    option_group_ids: GroupIds | UnsetType = UNSET
    available: bool | UnsetType = UNSET
    position: Place | UnsetType = UNSET
    window_id: Key | UnsetType | None = UNSET
    translations: Described | UnsetType = UNSET


class BranchPriceItem(Struct, frozen=True):
    branch_id: str
    price: int


class ProductItem(Struct, frozen=True):
    """`price` is the catalog's; `branch_prices` lists the branches that charge another."""

    id: str
    product_type_id: str
    name: str
    description: str
    sku: str
    price: int
    tax_rate_id: str
    takeaway_tax_rate_id: str | None
    allergens: list[str]
    additives: list[str]
    tags: list[str]
    spiciness: int | None
    min_age: int | None
    option_group_ids: list[str]
    available: bool
    position: int
    window_id: str | None
    branch_prices: list[BranchPriceItem]
    translations: Texts
    version: int


class SetPrice(Struct, frozen=True, forbid_unknown_fields=True):
    """null: the catalog's price again."""

    price: Price | None


class OrderTypes(Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out keeps its order behind these."""

    ids: Ids


class OrderProducts(Struct, frozen=True, forbid_unknown_fields=True):
    """The products of one type; what is left out keeps its order behind these."""

    product_type_id: Key
    ids: Ids


class OptionIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Without `id` it is new. Options stand in the order of the list unless they say a position."""

    name: Name
    id: Key | None = None
    price_delta: Delta = 0
    available: bool = True
    default: bool = False
    position: Place | None = None
    kind: OptionKind = OptionKind.CHOICE
    allergens: Allergens = []
    opens_group_id: Key | None = None
    translations: InLanguages = InLanguages()


Options = Annotated[list[OptionIn], Meta(max_length=200)]


class NewOptionGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """`required` says `min` is at least 1; without `min`, it is 1 or 0 as `required` says. `max` null: no maximum."""

    name: Name
    required: bool | None = None
    min: Answers | None = None
    max: AtLeastOne | None = None
    max_per_option: AtLeastOne = 1
    free_quantity: Answers = 0
    options: Options = []
    translations: InLanguages = InLanguages()


class ChangeOptionGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """`options`, when given, are all of them: those that are missing are archived."""

    name: Name | UnsetType = UNSET
    required: bool | UnsetType = UNSET
    min: Answers | UnsetType = UNSET
    max: AtLeastOne | UnsetType | None = UNSET
    max_per_option: AtLeastOne | UnsetType = UNSET
    free_quantity: Answers | UnsetType = UNSET
    options: Options | UnsetType = UNSET
    translations: InLanguages | UnsetType = UNSET


class ChangeOption(Struct, frozen=True, forbid_unknown_fields=True):
    name: Name | UnsetType = UNSET
    price_delta: Delta | UnsetType = UNSET
    available: bool | UnsetType = UNSET
    default: bool | UnsetType = UNSET
    kind: OptionKind | UnsetType = UNSET
    allergens: Allergens | UnsetType = UNSET
    opens_group_id: Key | UnsetType | None = UNSET
    translations: InLanguages | UnsetType = UNSET


class OptionItem(Struct, frozen=True):
    """`opens_group_id`: the group that is asked when this option is chosen."""

    id: str
    name: str
    price_delta: int
    available: bool
    default: bool
    position: int
    kind: str
    allergens: list[str]
    opens_group_id: str | None
    translations: Texts


class OptionGroupItem(Struct, frozen=True):
    """`used_by`: the products that may ask it, by themselves, through their type or through an option."""

    id: str
    name: str
    required: bool
    min: int
    max: int | None
    max_per_option: int
    free_quantity: int
    options: list[OptionItem]
    used_by: list[Named]
    translations: Texts
    version: int


class TaxRateSaved(TaxRateItem, frozen=True):
    reach: Reach


class WindowSaved(WindowItem, frozen=True, rename={"from_": "from"}):
    reach: Reach


class ProductTypeSaved(ProductTypeItem, frozen=True):
    reach: Reach


class ProductSaved(ProductItem, frozen=True):
    reach: Reach


class OptionGroupSaved(OptionGroupItem, frozen=True):
    reach: Reach


class Ordered(Struct, frozen=True):
    """All ids in their order now."""

    ids: list[str]
    reach: Reach


class TaxRateList(Struct, frozen=True):
    items: list[TaxRateItem]
    next: str | None


class WindowList(Struct, frozen=True):
    items: list[WindowItem]
    next: str | None


class ProductTypeList(Struct, frozen=True):
    items: list[ProductTypeItem]
    next: str | None


class ProductList(Struct, frozen=True):
    items: list[ProductItem]
    next: str | None


class OptionGroupList(Struct, frozen=True):
    items: list[OptionGroupItem]
    next: str | None
