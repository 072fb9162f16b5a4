"""What a branch offers against what the organization's catalog says it should: the difference, and nothing else."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import Struct
from sqlalchemy import Table, bindparam, select

from comanda.catalog.queries.catalog import (
    GROUPS,
    OPTIONS,
    PRODUCT_GROUPS,
    PRODUCTS,
    TAX_RATES,
    TYPE_GROUPS,
    TYPES,
    WINDOWS,
    branch_prices_of,
    catalog_version,
)
from comanda.catalog.tables import (
    menus,
    offer_groups,
    offer_options,
    offer_product_groups,
    offer_types,
    offer_windows,
    offers,
)
from comanda.catalog.values import Row
from comanda.engine.tx import Tx
from comanda.identity.queries import every_branch
from comanda.identity.values import Branch

STANDING = select(menus.c.version, menus.c.catalog_version).where(menus.c.branch_id == bindparam("branch_id"))


class Mirror(NamedTuple):
    """How one table of offers is compared. `priced` columns move the line's `priced_at`."""

    table: Table
    key: tuple[str, ...]
    priced: tuple[str, ...]
    present: Any

    def key_of(self, row: Row) -> tuple[Any, ...]:
        return tuple(row[name] for name in self.key)


def _mirror(table: Table, key: tuple[str, ...], priced: tuple[str, ...] = ()) -> Mirror:
    return Mirror(table, key, priced, select(table).where(table.c.branch_id == bindparam("branch_id")))


MIRRORS = {
    "windows": _mirror(offer_windows, ("id",)),
    "types": _mirror(offer_types, ("id",)),
    "groups": _mirror(offer_groups, ("id",), ("free_quantity",)),
    "options": _mirror(offer_options, ("id",), ("price_delta",)),
    "offers": _mirror(offers, ("id",), ("price",)),
    "product_groups": _mirror(offer_product_groups, ("product_id", "position")),
}
"""What is referred to comes before what refers to it."""


class Standing(Struct, frozen=True):
    """A branch's menu version, the catalog version it was published from, and the catalog's own."""

    menu: int
    published: int
    catalog: int


class Written(Struct, frozen=True):
    """One row to be written, of the mirror of that name."""

    mirror: str
    row: Row


class Dropped(Struct, frozen=True):
    """One row that the catalog has no longer."""

    mirror: str
    key: tuple[Any, ...]


class Difference(Struct, frozen=True):
    """As of `standing`; when that has moved, compare again."""

    standing: Standing
    steps: list[Written | Dropped]

    @property
    def settled(self) -> bool:
        """Nothing to write, and the branch knows it."""
        return not self.steps and self.standing.published == self.standing.catalog


def standing_of(tx: Tx, organization_id: str, branch_id: str) -> Standing:
    """The catalog's version is read first: what is read after it is at least that new."""
    catalog = catalog_version(tx, organization_id)
    row = tx.one(STANDING, branch_id=branch_id)
    return Standing(0, 0, catalog) if row is None else Standing(row.version, row.catalog_version, catalog)


def difference(tx: Tx, organization_id: str, branch_id: str) -> Difference:
    """Rows to write in the order of MIRRORS, then rows to drop, in the opposite order."""
    standing = standing_of(tx, organization_id, branch_id)
    wanted = _Wanted(tx, organization_id, branch_id, standing.menu + 1)
    written: list[Written | Dropped] = []
    dropped: list[Written | Dropped] = []
    for name, mirror in MIRRORS.items():
        rows = wanted.rows(name)
        present = {
            mirror.key_of(row): row for row in (row._asdict() for row in tx.all(mirror.present, branch_id=branch_id))
        }
        written += [Written(name, row) for row in _different(mirror, rows, present)]
        dropped[:0] = [Dropped(name, key) for key in present if key not in rows]
    return Difference(standing, written + dropped)


def _different(mirror: Mirror, wanted: Mapping[Any, Row], present: Mapping[Any, Row]) -> list[Row]:
    different: list[Row] = []
    for key, row in wanted.items():
        old = present.get(key)
        if "priced_at" in row and old is not None and all(old[name] == row[name] for name in mirror.priced):
            row["priced_at"] = old["priced_at"]
        if old != row:
            different.append(row)
    return different


def effective_groups(
    type_groups: Mapping[str, list[str]], product_groups: Mapping[str, list[str]], product: Any
) -> list[str]:
    """What a product asks: its type's groups, then its own; a group that stands in both is asked once."""
    own = product_groups.get(product.id, [])
    return list(dict.fromkeys([*type_groups.get(product.product_type_id, ()), *own]))


class _Wanted:
    """The organization's rows, turned into those of one branch."""

    def __init__(self, tx: Tx, organization_id: str, branch_id: str, version: int) -> None:
        self.branch_id, self.version = branch_id, version
        house = {"organization_id": organization_id}
        self.taxes = {row.id: row for row in tx.all(TAX_RATES, **house)}
        self.window_rows = tx.all(WINDOWS, **house)
        self.type_rows = {row.id: row for row in tx.all(TYPES, **house)}
        self.products = [row for row in tx.all(PRODUCTS, **house) if row.product_type_id in self.type_rows]
        self.group_rows = {row.id: row for row in tx.all(GROUPS, **house)}
        self.option_rows = [row for row in tx.all(OPTIONS, **house) if row.group_id in self.group_rows]
        self.type_groups = links(tx.all(TYPE_GROUPS, **house), "product_type_id")
        self.own_groups = links(tx.all(PRODUCT_GROUPS, **house), "product_id")
        self.prices = branch_prices_of(tx, branch_id)

    def rows(self, name: str) -> dict[Any, Row]:
        listed: list[Row] = getattr(self, f"_{name}")()
        return {MIRRORS[name].key_of(row): {"branch_id": self.branch_id, **row} for row in listed}

    def _windows(self) -> list[Row]:
        return [_part(row, "id", "name", "weekdays", "from_minute", "to_minute") for row in self.window_rows]

    def _types(self) -> list[Row]:
        names = ("id", "name", "description", "position", "station", "translations")
        return [_part(row, *names) for row in self.type_rows.values()]

    def _groups(self) -> list[Row]:
        names = ("id", "name", "min", "max", "max_per_option", "free_quantity", "translations")
        return [{**_part(row, *names), "priced_at": self.version} for row in self.group_rows.values()]

    def _options(self) -> list[Row]:
        names = (
            "id", "group_id", "name", "price_delta", "is_default", "position", "kind", "allergens", "translations",
        )  # fmt: skip
        return [
            {
                **_part(row, *names),
                "opens_group_id": row.opens_group_id if row.opens_group_id in self.group_rows else None,
                "offered": row.available,
                "priced_at": self.version,
            }
            for row in self.option_rows
        ]

    def _offers(self) -> list[Row]:
        return [self._offer(row) for row in self.products]

    def _offer(self, row: Any) -> Row:
        names = (
            "id", "product_type_id", "sku", "name", "description", "position", "window_id", "allergens", "details",
            "translations",
        )  # fmt: skip
        kind, tax = self.type_rows[row.product_type_id], self.taxes[row.tax_rate_id]
        takeaway = self.taxes[row.takeaway_tax_rate_id or row.tax_rate_id]
        return {
            **_part(row, *names),
            "price": self.prices.get(row.id, row.price),
            "station": kind.station,
            "type_window_id": kind.window_id,
            "cooking_minutes": kind.cooking_minutes,
            "offered": row.available,
            "tax_id": tax.id,
            "tax_name": tax.name,
            "tax_rate": tax.rate,
            "takeaway_tax_id": takeaway.id,
            "takeaway_tax_name": takeaway.name,
            "takeaway_tax_rate": takeaway.rate,
            "priced_at": self.version,
        }

    def _product_groups(self) -> list[Row]:
        return [
            {"product_id": product.id, "position": position, "group_id": group_id}
            for product in self.products
            for position, group_id in enumerate(self._asked(product))
        ]

    def _asked(self, product: Any) -> list[str]:
        asked = effective_groups(self.type_groups, self.own_groups, product)
        return [group_id for group_id in asked if group_id in self.group_rows]


def links(rows: list[Any], owner: str) -> dict[str, list[str]]:
    """Group ids by who asks them, in the rows' order."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(getattr(row, owner), []).append(row.group_id)
    return found


def _part(row: Any, *names: str) -> Row:
    return {name: getattr(row, name) for name in names}


def behind(tx: Tx) -> list[Branch]:
    """Branches of any house whose offers are not those of its catalog; read once, at the start."""
    found: list[Branch] = []
    for branch in every_branch(tx):
        standing = standing_of(tx, branch.organization_id, branch.id)
        if standing.published != standing.catalog:
            found.append(branch)
    return found
