"""Product types: what a menu is divided into."""

from sqlalchemy import bindparam, delete, insert, update

from comanda.catalog.actions.changes import begin_catalog, note, refuse, same, same_version, wishes
from comanda.catalog.actions.hours_and_rates import saving
from comanda.catalog.errors import NoSuchProductType, StillInUse
from comanda.catalog.queries.catalog import TYPES
from comanda.catalog.queries.editing import brief_products, groups_of_types, language_of, present_in
from comanda.catalog.rules.checks import order_faults, translation_faults, type_faults
from comanda.catalog.schemas.editing import ChangeProductType, NewProductType, OrderTypes
from comanda.catalog.tables import product_type_option_groups, product_types
from comanda.catalog.values import Row
from comanda.engine.commands import Change
from comanda.engine.tx import Tx
from comanda.kernel.scope import Scope
from comanda.kernel.wire import Named

SAVE_TYPE = saving(product_types)
PLACE_TYPE = (
    update(product_types)
    .where(product_types.c.organization_id == bindparam("house"), product_types.c.id == bindparam("kind"))
    .values(position=bindparam("place"))
)
ADD_TYPE_GROUP = insert(product_type_option_groups)
DROP_TYPE_GROUPS = delete(product_type_option_groups).where(
    product_type_option_groups.c.organization_id == bindparam("house"),
    product_type_option_groups.c.product_type_id == bindparam("kind"),
)
FIELDS = ("name", "description", "position", "station", "window_id", "cooking_minutes", "translations")


def add_product_type(tx: Tx, scope: Scope, wish: NewProductType) -> str:
    """Raises InvalidCatalog."""
    begin_catalog(tx, scope)
    after: Row = {"organization_id": scope.organization_id, "id": tx.new_id(), "version": 1, "archived": 0}
    after |= wishes(wish, FIELDS) | {"option_group_ids": wish.option_group_ids}
    if wish.position is None:
        after["position"] = 1 + max((row["position"] for row in _rows(tx, scope).values()), default=0)
    return _save(tx, scope, {}, after, wish)


def change_product_type(tx: Tx, scope: Scope, change: Change) -> str:
    """Raises NoSuchProductType, VersionConflict, InvalidCatalog."""
    before = _row(tx, scope, change.id)
    same_version(before, change)
    wish: ChangeProductType = change.wish
    after = {**before, **wishes(wish, FIELDS), "version": before["version"] + 1}
    if isinstance(wish.option_group_ids, list):
        after["option_group_ids"] = wish.option_group_ids
    return _save(tx, scope, before, after, wish)


def archive_product_type(tx: Tx, scope: Scope, type_id: str) -> str:
    """Raises NoSuchProductType, StillInUse while it has products."""
    before = _row(tx, scope, type_id)
    users = [row for row in brief_products(tx, scope.organization_id) if row.product_type_id == type_id]
    if users:
        raise StillInUse(used_by=[Named(row.id, row.name) for row in users])
    after: Row = {**before, "archived": 1, "option_group_ids": [], "version": before["version"] + 1}
    _write(tx, scope, before, after)
    return type_id


def order_product_types(tx: Tx, scope: Scope, wish: OrderTypes) -> list[str]:
    """Returns all ids in their order. Raises InvalidCatalog."""
    rows = _rows(tx, scope)
    refuse(order_faults(wish.ids, rows.keys()))
    there = sorted(rows.values(), key=lambda row: (row["position"], row["id"]))
    ids = list(dict.fromkeys([*wish.ids, *(row["id"] for row in there)]))
    moved = [(place, one) for place, one in enumerate(ids, start=1) if rows[one]["position"] != place]
    tx.many(PLACE_TYPE, [{"house": scope.organization_id, "kind": one, "place": place} for place, one in moved])
    if moved:
        was = {"id": scope.organization_id, "ids": [row["id"] for row in there]}
        note(tx, scope, "order of product types", was, {**was, "ids": ids})
    return ids


def _save(tx: Tx, scope: Scope, before: Row, after: Row, wish: NewProductType | ChangeProductType) -> str:
    faults = type_faults(after, after["option_group_ids"], present_in(tx, scope.organization_id))
    refuse(faults + translation_faults(wish.translations, language_of(tx, scope.organization_id)))
    _write(tx, scope, before, after)
    return after["id"]


def _write(tx: Tx, scope: Scope, before: Row, after: Row) -> None:
    if same(before, after):
        return
    tx.run(SAVE_TYPE, **{name: value for name, value in after.items() if name != "option_group_ids"})
    if after["option_group_ids"] != before.get("option_group_ids", []):
        tx.run(DROP_TYPE_GROUPS, house=scope.organization_id, kind=after["id"])
        own = {"organization_id": scope.organization_id, "product_type_id": after["id"]}
        rows = [{**own, "position": place, "group_id": one} for place, one in enumerate(after["option_group_ids"])]
        tx.many(ADD_TYPE_GROUP, rows)
    note(tx, scope, "product type", before, after)


def _rows(tx: Tx, scope: Scope) -> dict[str, Row]:
    """Every type's columns by id, with its `option_group_ids`."""
    groups = groups_of_types(tx, scope.organization_id)
    rows = tx.all(TYPES, organization_id=scope.organization_id)
    return {row.id: {**row._asdict(), "option_group_ids": groups.get(row.id, [])} for row in rows}


def _row(tx: Tx, scope: Scope, type_id: str) -> Row:
    found = _rows(tx, scope).get(type_id)
    if found is None:
        raise NoSuchProductType()
    return found
