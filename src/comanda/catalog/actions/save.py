"""An import writes the organization's catalog here, many rows a command; the branches hear of it by publishing."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Table, bindparam, delete
from sqlalchemy.dialects.postgresql import insert

from comanda.catalog.actions.changes import raise_catalog_version
from comanda.catalog.events import CatalogSaved
from comanda.catalog.tables import (
    availability_windows,
    branch_prices,
    option_groups,
    options,
    product_option_groups,
    product_types,
    products,
    tax_rates,
)
from comanda.catalog.values import CatalogPart, Row
from comanda.engine.tx import Tx
from comanda.kernel.scope import Scope

NEW: dict[str, Any] = {
    "version": 1,
    "archived": 0,
    "translations": "{}",
    "cooking_minutes": None,
    "opens_group_id": None,
}
"""What a row says of itself where the import does not."""
KEPT = ("cooking_minutes", "opens_group_id")
"""What people have set by hand and no import speaks of."""


def _save(table: Table, *key: str) -> Any:
    """Adds a row, or brings the one with its key up to it."""
    adding = insert(table)
    names = [column.name for column in table.columns if column.name not in (*key, *KEPT)]
    changed: dict[str, Any] = {name: adding.excluded[name] for name in names}
    if "version" in changed:
        changed["version"] = table.c.version + 1
    return adding.on_conflict_do_update(index_elements=key, set_=changed)


SAVE_TAX_RATE = _save(tax_rates, "organization_id", "id")
SAVE_WINDOW = _save(availability_windows, "organization_id", "id")
SAVE_TYPE = _save(product_types, "organization_id", "id")
SAVE_GROUP = _save(option_groups, "organization_id", "id")
SAVE_OPTION = _save(options, "organization_id", "id")
SAVE_PRODUCT = _save(products, "organization_id", "id")
SAVE_PRODUCT_GROUP = _save(product_option_groups, "organization_id", "product_id", "position")
SAVE_BRANCH_PRICE = _save(branch_prices, "branch_id", "product_id")
DROP_PRODUCT_GROUPS = delete(product_option_groups).where(
    product_option_groups.c.organization_id == bindparam("organization"),
    product_option_groups.c.product_id == bindparam("product"),
    product_option_groups.c.position >= bindparam("first"),
)


def save_catalog(tx: Tx, scope: Scope, part: CatalogPart) -> None:
    """New and changed tax rates, types, groups and products, checked before they come here; one fact for all."""
    tx.many(SAVE_TAX_RATE, _owned(scope, part.tax_rates))
    tx.many(SAVE_WINDOW, _owned(scope, part.availability_windows))
    tx.many(SAVE_TYPE, _owned(scope, part.product_types))
    tx.many(SAVE_GROUP, _owned(scope, part.option_groups))
    tx.many(SAVE_OPTION, _owned(scope, part.options))
    tx.many(SAVE_PRODUCT, _owned(scope, part.products))
    raise_catalog_version(tx, scope)
    _save_product_groups(tx, scope, part.product_groups)
    tx.record(
        CatalogSaved(
            id=scope.organization_id,
            product_types=len(part.product_types),
            products=len({row["id"] for row in part.products} | part.product_groups.keys()),
            option_groups=len(part.option_groups),
        )
    )


class BranchPrice(Struct, frozen=True):
    """`price` in minor units, instead of the catalog's."""

    product_id: str
    price: int


def set_branch_prices(tx: Tx, scope: Scope, prices: list[BranchPrice]) -> None:
    """Prices of this branch alone; `publish` brings them onto the menu and records the change."""
    rows = [{"branch_id": scope.branch_id, "product_id": one.product_id, "price": one.price} for one in prices]
    tx.many(SAVE_BRANCH_PRICE, rows)


def _save_product_groups(tx: Tx, scope: Scope, product_groups: dict[str, list[str]]) -> None:
    """A product asks exactly these groups from now on, in this order."""
    rows: list[Row] = [
        {"product_id": product_id, "position": position, "group_id": group_id}
        for product_id, group_ids in product_groups.items()
        for position, group_id in enumerate(group_ids)
    ]
    tx.many(SAVE_PRODUCT_GROUP, _owned(scope, rows))
    house = scope.organization_id
    tx.many(
        DROP_PRODUCT_GROUPS,
        [{"organization": house, "product": key, "first": len(kept)} for key, kept in product_groups.items()],
    )


def _owned(scope: Scope, rows: list[Row]) -> list[Row]:
    return [{"organization_id": scope.organization_id, **NEW, **row} for row in rows]
