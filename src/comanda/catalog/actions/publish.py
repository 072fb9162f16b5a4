"""A branch makes its offers from the organization's catalog: only what differs is written, then the version moves."""

from typing import Any, NamedTuple

from sqlalchemy import Table, and_, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from comanda.catalog.events import MenuPublished
from comanda.catalog.queries.catalog import (
    GROUPS,
    OPTIONS,
    PRODUCT_GROUPS,
    PRODUCTS,
    TAX_RATES,
    TYPES,
    WINDOWS,
    branch_prices_of,
)
from comanda.catalog.queries.menu import menu_version
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
from comanda.kernel.scope import Scope

_raising = insert(menus).values(branch_id=bindparam("branch_id"), version=1, published_at=bindparam("at"))
RAISE_VERSION = _raising.on_conflict_do_update(
    index_elements=["branch_id"], set_={"version": menus.c.version + 1, "published_at": bindparam("at")}
).returning(menus.c.version)


class Mirror(NamedTuple):
    """How one table of offers is compared and written. `priced` columns move the line's `priced_at`."""

    table: Table
    key: tuple[str, ...]
    priced: tuple[str, ...]
    present: Any
    save: Any
    drop: Any


def _mirror(table: Table, key: tuple[str, ...], priced: tuple[str, ...] = ()) -> Mirror:
    adding = insert(table)
    rest = [column.name for column in table.columns if column.name not in ("branch_id", *key)]
    save = adding.on_conflict_do_update(
        index_elements=["branch_id", *key], set_={name: adding.excluded[name] for name in rest}
    )
    gone = and_(
        table.c.branch_id == bindparam("branch_id"), *(table.c[name] == bindparam(f"old_{name}") for name in key)
    )
    present = select(table).where(table.c.branch_id == bindparam("branch_id"))
    return Mirror(table, key, priced, present, save, delete(table).where(gone))


MIRRORS = {
    "windows": _mirror(offer_windows, ("id",)),
    "types": _mirror(offer_types, ("id",)),
    "groups": _mirror(offer_groups, ("id",), ("free_quantity",)),
    "options": _mirror(offer_options, ("id",), ("price_delta",)),
    "offers": _mirror(offers, ("id",), ("price",)),
    "product_groups": _mirror(offer_product_groups, ("product_id", "position")),
}


def raise_version(tx: Tx, branch_id: str) -> int:
    """The menu looks different from now on; open menus hear of the new version."""
    version: int = tx.one(RAISE_VERSION, branch_id=branch_id, at=tx.now).version
    return version


def publish(tx: Tx, scope: Scope, command: None = None) -> int:
    """Brings the branch's offers up to the catalog; returns how many rows differed. Doing it again changes nothing."""
    catalog = _Catalog(tx, scope)
    version = menu_version(tx, scope.branch_id) + 1
    wanted = {name: catalog.rows(name, version) for name in MIRRORS}
    changed = [_save(tx, scope, MIRRORS[name], rows) for name, rows in wanted.items()]
    dropped = [_drop(tx, scope, MIRRORS[name], wanted[name]) for name in reversed(MIRRORS)]
    difference = sum(changed) + sum(dropped)
    if difference:
        raise_version(tx, scope.branch_id)
        tx.record(MenuPublished(id=scope.branch_id, version=version, changed=difference))
    return difference


def _save(tx: Tx, scope: Scope, mirror: Mirror, wanted: dict[Any, Row]) -> int:
    present = {_key(mirror, row._asdict()): row._asdict() for row in tx.all(mirror.present, branch_id=scope.branch_id)}
    different: list[Row] = []
    for key, row in wanted.items():
        old = present.get(key)
        if "priced_at" in row and old is not None and all(old[name] == row[name] for name in mirror.priced):
            row["priced_at"] = old["priced_at"]
        if old != row:
            different.append(row)
    tx.many(mirror.save, different)
    return len(different)


def _drop(tx: Tx, scope: Scope, mirror: Mirror, wanted: dict[Any, Row]) -> int:
    present = [_key(mirror, row._asdict()) for row in tx.all(mirror.present, branch_id=scope.branch_id)]
    gone = [key for key in present if key not in wanted]
    names = [f"old_{name}" for name in mirror.key]
    tx.many(mirror.drop, [{"branch_id": scope.branch_id, **dict(zip(names, key, strict=True))} for key in gone])
    return len(gone)


def _key(mirror: Mirror, row: Row) -> Any:
    return tuple(row[name] for name in mirror.key)


class _Catalog:
    """The organization's rows, turned into those of one branch."""

    def __init__(self, tx: Tx, scope: Scope) -> None:
        self.branch_id = scope.branch_id
        house = {"organization_id": scope.organization_id}
        self.taxes = {row.id: row for row in tx.all(TAX_RATES, **house)}
        self.windows = tx.all(WINDOWS, **house)
        self.types = {row.id: row for row in tx.all(TYPES, **house)}
        self.products = {row.id: row for row in tx.all(PRODUCTS, **house) if row.product_type_id in self.types}
        self.groups = {row.id: row for row in tx.all(GROUPS, **house)}
        self.options = [row for row in tx.all(OPTIONS, **house) if row.group_id in self.groups]
        self.product_groups = tx.all(PRODUCT_GROUPS, **house)
        self.prices = branch_prices_of(tx, scope.branch_id)

    def rows(self, name: str, version: int) -> dict[Any, Row]:
        listed: list[Row] = getattr(self, f"_{name}")(version)
        mirror = MIRRORS[name]
        return {_key(mirror, row): {"branch_id": self.branch_id, **row} for row in listed}

    def _windows(self, version: int) -> list[Row]:
        return [
            {
                "id": row.id,
                "name": row.name,
                "weekdays": row.weekdays,
                "from_minute": row.from_minute,
                "to_minute": row.to_minute,
            }
            for row in self.windows
        ]

    def _types(self, version: int) -> list[Row]:
        names = ("id", "name", "description", "position", "station")
        return [{name: getattr(row, name) for name in names} for row in self.types.values()]

    def _groups(self, version: int) -> list[Row]:
        names = ("id", "name", "min", "max", "max_per_option", "free_quantity")
        return [{**{name: getattr(row, name) for name in names}, "priced_at": version} for row in self.groups.values()]

    def _options(self, version: int) -> list[Row]:
        names = ("id", "group_id", "name", "price_delta", "is_default", "position", "kind", "allergens")
        return [
            {**{name: getattr(row, name) for name in names}, "offered": row.available, "priced_at": version}
            for row in self.options
        ]

    def _offers(self, version: int) -> list[Row]:
        return [self._offer(row, version) for row in self.products.values()]

    def _offer(self, row: Any, version: int) -> Row:
        names = (
            "id", "product_type_id", "sku", "name", "description", "position", "window_id", "allergens", "details",
        )  # fmt: skip
        kind, tax = self.types[row.product_type_id], self.taxes[row.tax_rate_id]
        takeaway = self.taxes[row.takeaway_tax_rate_id or row.tax_rate_id]
        return {
            **{name: getattr(row, name) for name in names},
            "price": self.prices.get(row.id, row.price),
            "station": kind.station,
            "type_window_id": kind.window_id,
            "offered": row.available,
            "tax_id": tax.id,
            "tax_name": tax.name,
            "tax_rate": tax.rate,
            "takeaway_tax_id": takeaway.id,
            "takeaway_tax_name": takeaway.name,
            "takeaway_tax_rate": takeaway.rate,
            "priced_at": version,
        }

    def _product_groups(self, version: int) -> list[Row]:
        return [
            {"product_id": row.product_id, "position": row.position, "group_id": row.group_id}
            for row in self.product_groups
            if row.product_id in self.products and row.group_id in self.groups
        ]
