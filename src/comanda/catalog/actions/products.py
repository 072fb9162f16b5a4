"""Products: what is sold, and at which price where."""

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_change

from comanda.catalog.actions.changes import (
    as_text,
    begin_catalog,
    column_value,
    note,
    refuse,
    same,
    same_version,
    wishes,
)
from comanda.catalog.actions.hours_and_rates import saving
from comanda.catalog.actions.publish import raise_version
from comanda.catalog.errors import NoSuchProductType
from comanda.catalog.events import BranchPriceSet, MenuPublished
from comanda.catalog.queries.catalog import TYPES
from comanda.catalog.queries.editing import brief_products, language_of, present_in, product_row
from comanda.catalog.rules.checks import order_faults, product_faults, translation_faults
from comanda.catalog.schemas.editing import ChangeProduct, NewProduct, OrderProducts
from comanda.catalog.tables import branch_prices, offers, product_option_groups, products
from comanda.catalog.values import Row
from comanda.engine.commands import Change
from comanda.engine.tx import Tx
from comanda.kernel.scope import Scope

SAVE_PRODUCT = saving(products)
PLACE_PRODUCT = (
    update(products)
    .where(products.c.organization_id == bindparam("house"), products.c.id == bindparam("product"))
    .values(position=bindparam("place"))
)
ADD_GROUP = insert(product_option_groups)
DROP_GROUPS = delete(product_option_groups).where(
    product_option_groups.c.organization_id == bindparam("house"),
    product_option_groups.c.product_id == bindparam("product"),
)
OWN_PRICE = select(branch_prices.c.price).where(
    branch_prices.c.branch_id == bindparam("branch_id"), branch_prices.c.product_id == bindparam("product_id")
)
_own_price = insert_or_change(branch_prices)
SET_PRICE = _own_price.on_conflict_do_update(
    index_elements=["branch_id", "product_id"], set_={"price": _own_price.excluded.price}
)
DROP_PRICE = delete(branch_prices).where(
    branch_prices.c.branch_id == bindparam("branch"), branch_prices.c.product_id == bindparam("product")
)
OFFER_AT = (
    update(offers)
    .where(
        offers.c.branch_id == bindparam("branch"),
        offers.c.id == bindparam("product"),
        offers.c.price != bindparam("charged"),
    )
    .values(price=bindparam("charged"), priced_at=bindparam("menu_version"))
)
FIELDS = (
    "product_type_id", "name", "description", "sku", "price", "tax_rate_id", "takeaway_tax_rate_id", "allergens",
    "available", "position", "window_id", "translations",
)  # fmt: skip
DETAILS = ("additives", "tags", "spiciness", "min_age")
_value = msgspec.json.decode


class PriceHere(Struct, frozen=True):
    """`price` None: the catalog's."""

    product_id: str
    price: int | None


def add_product(tx: Tx, scope: Scope, wish: NewProduct) -> str:
    """Raises InvalidCatalog."""
    begin_catalog(tx, scope)
    after: Row = {"organization_id": scope.organization_id, "id": tx.new_id(), "version": 1, "archived": 0}
    after |= _wished(wish, "{}") | {"option_group_ids": wish.option_group_ids}
    if wish.position is None:
        after["position"] = _last_place(tx, scope, wish.product_type_id)
    return _save(tx, scope, {}, after, wish)


def change_product(tx: Tx, scope: Scope, change: Change) -> str:
    """A product that changes its type without a position comes last there.

    Raises NoSuchProduct, VersionConflict, InvalidCatalog.
    """
    before = product_row(tx, scope.organization_id, change.id)
    same_version(before, change)
    wish: ChangeProduct = change.wish
    after = {**before, **_wished(wish, before["details"]), "version": before["version"] + 1}
    if isinstance(wish.option_group_ids, list):
        after["option_group_ids"] = wish.option_group_ids
    if after["product_type_id"] != before["product_type_id"] and not isinstance(wish.position, int):
        after["position"] = _last_place(tx, scope, after["product_type_id"])
    return _save(tx, scope, before, after, wish)


def archive_product(tx: Tx, scope: Scope, product_id: str) -> str:
    """Orders keep what they sold. Raises NoSuchProduct."""
    before = product_row(tx, scope.organization_id, product_id)
    after: Row = {**before, "archived": 1, "option_group_ids": [], "version": before["version"] + 1}
    _write(tx, scope, before, after)
    return product_id


def order_products(tx: Tx, scope: Scope, wish: OrderProducts) -> list[str]:
    """Returns all ids of the type in their order. Raises NoSuchProductType, InvalidCatalog."""
    if all(row.id != wish.product_type_id for row in tx.all(TYPES, organization_id=scope.organization_id)):
        raise NoSuchProductType()
    listed = [row for row in brief_products(tx, scope.organization_id) if row.product_type_id == wish.product_type_id]
    there = {row.id: row.position for row in sorted(listed, key=lambda row: (row.position, row.id))}
    refuse(order_faults(wish.ids, there.keys()))
    ids = list(dict.fromkeys([*wish.ids, *there]))
    moved = [(place, one) for place, one in enumerate(ids) if there[one] != place]
    tx.many(PLACE_PRODUCT, [{"house": scope.organization_id, "product": one, "place": place} for place, one in moved])
    if moved:
        was = {"id": wish.product_type_id, "ids": list(there)}
        note(tx, scope, "order of products", was, {**was, "ids": ids})
    return ids


def set_price_here(tx: Tx, scope: Scope, wish: PriceHere) -> str:
    """The branch's own price, on its menu at once. Raises NoSuchProduct."""
    row = product_row(tx, scope.organization_id, wish.product_id)
    before = tx.one(OWN_PRICE, branch_id=scope.branch_id, product_id=wish.product_id)
    was = None if before is None else before.price
    if was == wish.price:
        return wish.product_id
    if wish.price is None:
        tx.run(DROP_PRICE, branch=scope.branch_id, product=wish.product_id)
    else:
        tx.run(SET_PRICE, branch_id=scope.branch_id, product_id=wish.product_id, price=wish.price)
    tx.record(BranchPriceSet(id=wish.product_id, was=was, now=wish.price))
    _show_price(tx, scope, wish.product_id, row["price"] if wish.price is None else wish.price)
    return wish.product_id


def _show_price(tx: Tx, scope: Scope, product_id: str, price: int) -> None:
    """The version rises even when the price is the same: a difference found before this is no longer the difference."""
    version = raise_version(tx, scope.branch_id)
    tx.run(OFFER_AT, branch=scope.branch_id, product=product_id, charged=price, menu_version=version)
    tx.record(MenuPublished(id=scope.branch_id, version=version, changed=1))


def _wished(wish: NewProduct | ChangeProduct, details: str) -> Row:
    """`details` holds what the till never reads; what an import has put there and no field names stays."""
    said = {name: value for name in DETAILS if not isinstance(value := getattr(wish, name), msgspec.UnsetType)}
    kept = {**_value(details), **{name: _once(value) for name, value in said.items()}}
    return wishes(wish, FIELDS) | {"details": as_text({name: value for name, value in kept.items() if value})}


def _once(value: object) -> object:
    return _value(column_value(value)) if isinstance(value, list) else value


def _last_place(tx: Tx, scope: Scope, type_id: str) -> int:
    places = [row.position for row in brief_products(tx, scope.organization_id) if row.product_type_id == type_id]
    return 1 + max(places, default=-1)


def _save(tx: Tx, scope: Scope, before: Row, after: Row, wish: NewProduct | ChangeProduct) -> str:
    present = present_in(tx, scope.organization_id, after["id"])
    if after["sku"] == before.get("sku"):
        present = msgspec.structs.replace(present, skus=frozenset[str]())
    faults = product_faults(after, after["option_group_ids"], present)
    refuse(faults + translation_faults(wish.translations, language_of(tx, scope.organization_id)))
    _write(tx, scope, before, after)
    return after["id"]


def _write(tx: Tx, scope: Scope, before: Row, after: Row) -> None:
    if same(before, after):
        return
    tx.run(SAVE_PRODUCT, **{name: value for name, value in after.items() if name != "option_group_ids"})
    if after["option_group_ids"] != before.get("option_group_ids", []):
        tx.run(DROP_GROUPS, house=scope.organization_id, product=after["id"])
        own = {"organization_id": scope.organization_id, "product_id": after["id"]}
        rows = [{**own, "position": place, "group_id": one} for place, one in enumerate(after["option_group_ids"])]
        tx.many(ADD_GROUP, rows)
    note(tx, scope, "product", before, after)
