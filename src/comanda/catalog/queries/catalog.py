"""The organization's catalog, read whole: for publishing it to a branch, and for comparing it with an import."""

from typing import Any

from sqlalchemy import bindparam, select

from comanda.catalog.tables import (
    availability_windows,
    branch_prices,
    catalogs,
    offers,
    option_groups,
    options,
    product_option_groups,
    product_type_option_groups,
    product_types,
    products,
    tax_rates,
)
from comanda.catalog.values import CatalogPart
from comanda.engine.tx import Tx

VERSION = select(catalogs.c.version).where(catalogs.c.organization_id == bindparam("organization_id"))
TAX_RATES = select(tax_rates).where(tax_rates.c.organization_id == bindparam("organization_id"))
WINDOWS = select(availability_windows).where(
    availability_windows.c.organization_id == bindparam("organization_id"), availability_windows.c.archived == 0
)
TYPES = select(product_types).where(
    product_types.c.organization_id == bindparam("organization_id"), product_types.c.archived == 0
)
PRODUCTS = select(products).where(products.c.organization_id == bindparam("organization_id"), products.c.archived == 0)
GROUPS = select(option_groups).where(
    option_groups.c.organization_id == bindparam("organization_id"), option_groups.c.archived == 0
)
OPTIONS = select(options).where(options.c.organization_id == bindparam("organization_id"), options.c.archived == 0)
PRODUCT_GROUPS = (
    select(product_option_groups)
    .where(product_option_groups.c.organization_id == bindparam("organization_id"))
    .order_by(product_option_groups.c.product_id, product_option_groups.c.position)
)
TYPE_GROUPS = (
    select(product_type_option_groups)
    .where(product_type_option_groups.c.organization_id == bindparam("organization_id"))
    .order_by(product_type_option_groups.c.product_type_id, product_type_option_groups.c.position)
)
BRANCH_PRICES = select(branch_prices.c.product_id, branch_prices.c.price).where(
    branch_prices.c.branch_id == bindparam("branch_id")
)

OFFERED = select(offers.c.id).where(offers.c.branch_id == bindparam("branch_id"))


LATER = ("organization_id", "version", "cooking_minutes", "opens_group_id")
"""Columns that no menu file speaks of."""


def catalog_version(tx: Tx, organization_id: str) -> int:
    """Rises with everything saved; 0 before the first."""
    row = tx.one(VERSION, organization_id=organization_id)
    return 0 if row is None else row.version


def whole_catalog(tx: Tx, organization_id: str) -> CatalogPart:
    """Everything that is not archived, oldest first."""

    def rows(statement: Any) -> list[dict[str, Any]]:
        found = [row._asdict() for row in tx.all(statement, organization_id=organization_id)]
        told = [{name: value for name, value in row.items() if name not in LATER} for row in found]
        return sorted(told, key=lambda row: row["id"])

    product_groups: dict[str, list[str]] = {}
    for row in tx.all(PRODUCT_GROUPS, organization_id=organization_id):
        product_groups.setdefault(row.product_id, []).append(row.group_id)
    windows = [{name: value for name, value in row.items() if name != "archived"} for row in rows(WINDOWS)]
    return CatalogPart(
        rows(TAX_RATES), windows, rows(TYPES), rows(GROUPS), rows(OPTIONS), rows(PRODUCTS), product_groups
    )


def branch_prices_of(tx: Tx, branch_id: str) -> dict[str, int]:
    """What the branch charges instead of the catalog's price, by product."""
    return {row.product_id: row.price for row in tx.all(BRANCH_PRICES, branch_id=branch_id)}


def offered_at(tx: Tx, branch_id: str) -> frozenset[str]:
    """The products the branch has on its menu, available or not."""
    return frozenset(row.id for row in tx.all(OFFERED, branch_id=branch_id))
