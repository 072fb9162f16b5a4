"""What happened to the menu."""

from typing import Any, ClassVar

from comanda.kernel.events import STAFF_AND_KITCHEN, Event


class MenuPublished(Event, frozen=True):
    """`id` is the branch."""

    kind: ClassVar[str] = "menu.published"
    entity: ClassVar[str] = "menu"
    audience: ClassVar[str] = STAFF_AND_KITCHEN
    version: int
    changed: int


class ProductAvailability(Event, frozen=True):
    kind: ClassVar[str] = "product.availability"
    entity: ClassVar[str] = "product"
    audience: ClassVar[str] = STAFF_AND_KITCHEN
    available: bool
    until: str | None
    channel: str
    remaining: int | None
    version: int


class OptionAvailability(ProductAvailability, frozen=True):
    kind: ClassVar[str] = "option.availability"
    entity: ClassVar[str] = "option"


class CatalogSaved(Event, frozen=True):
    """`id` is the organization."""

    kind: ClassVar[str] = "catalog.saved"
    entity: ClassVar[str] = "catalog"
    product_types: int
    products: int
    option_groups: int


class CatalogChanged(Event, frozen=True):
    """One thing of the catalog, named by `what`, was added, changed or archived; `was` and `now` hold what differs."""

    kind: ClassVar[str] = "catalog.changed"
    entity: ClassVar[str] = "catalog"
    what: str
    act: str
    was: dict[str, Any]
    now: dict[str, Any]
    version: int


class BranchPriceSet(Event, frozen=True):
    """`id` is the product; None means the catalog's price."""

    kind: ClassVar[str] = "product.price"
    entity: ClassVar[str] = "product"
    was: int | None
    now: int | None
