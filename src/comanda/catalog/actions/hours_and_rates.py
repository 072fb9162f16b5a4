"""Tax rates, and the hours in which things are sold."""

from typing import Any

from msgspec import UNSET
from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from comanda.catalog.actions.changes import begin_catalog, note, refuse, same, same_version, wishes
from comanda.catalog.errors import NoSuchTaxRate, NoSuchWindow, StillInUse
from comanda.catalog.queries.editing import users_of_window
from comanda.catalog.rules.checks import name_faults
from comanda.catalog.rules.tax_rates import rate_faults
from comanda.catalog.schemas.editing import ChangeWindow, NewTaxRate, NewWindow
from comanda.catalog.tables import availability_windows, tax_rates
from comanda.catalog.values import Row
from comanda.engine.commands import Change
from comanda.engine.tx import Tx
from comanda.kernel.money import rate_from_text
from comanda.kernel.scope import Scope

RATE = select(tax_rates).where(
    tax_rates.c.organization_id == bindparam("organization_id"), tax_rates.c.id == bindparam("id")
)
WINDOW = select(availability_windows).where(
    availability_windows.c.organization_id == bindparam("organization_id"),
    availability_windows.c.id == bindparam("id"),
    availability_windows.c.archived == 0,
)


def saving(table: Table) -> Any:
    """Adds a whole row, or brings the one with its id up to it."""
    adding = insert(table)
    changed = {column.name: adding.excluded[column.name] for column in table.columns if not column.primary_key}
    return adding.on_conflict_do_update(index_elements=["organization_id", "id"], set_=changed)


SAVE_RATE = saving(tax_rates)
SAVE_WINDOW = saving(availability_windows)


def add_tax_rate(tx: Tx, scope: Scope, wish: NewTaxRate) -> str:
    """Raises InvalidCatalog."""
    begin_catalog(tx, scope)
    after: Row = {"organization_id": scope.organization_id, "id": tx.new_id(), "version": 1}
    return _save_rate(tx, scope, {}, after, wish)


def change_tax_rate(tx: Tx, scope: Scope, change: Change) -> str:
    """Lines keep the rate they were sold at. Raises NoSuchTaxRate, VersionConflict, InvalidCatalog."""
    row = tx.one(RATE, organization_id=scope.organization_id, id=change.id)
    if row is None:
        raise NoSuchTaxRate()
    before: Row = row._asdict()
    same_version(before, change)
    return _save_rate(tx, scope, before, {**before, "version": before["version"] + 1}, change.wish)


def _save_rate(tx: Tx, scope: Scope, before: Row, after: Row, wish: Any) -> str:
    after |= wishes(wish, ("name",))
    refuse(name_faults(after) + ([] if wish.rate is UNSET else rate_faults(wish.rate)))
    if wish.rate is not UNSET:
        after["rate"] = int(rate_from_text(wish.rate))
    if same(before, after):
        return after["id"]
    tx.run(SAVE_RATE, **after)
    note(tx, scope, "tax rate", before, after)
    return after["id"]


def add_window(tx: Tx, scope: Scope, wish: NewWindow) -> str:
    """Raises InvalidCatalog."""
    begin_catalog(tx, scope)
    after: Row = {"organization_id": scope.organization_id, "id": tx.new_id(), "version": 1, "archived": 0}
    return _save_window(tx, scope, {}, after, wish)


def change_window(tx: Tx, scope: Scope, change: Change) -> str:
    """Raises NoSuchWindow, VersionConflict, InvalidCatalog."""
    before = _window_row(tx, scope, change.id)
    same_version(before, change)
    return _save_window(tx, scope, before, {**before, "version": before["version"] + 1}, change.wish)


def archive_window(tx: Tx, scope: Scope, window_id: str) -> str:
    """Raises NoSuchWindow, StillInUse while something is sold in it."""
    before = _window_row(tx, scope, window_id)
    if used_by := users_of_window(tx, scope.organization_id, window_id):
        raise StillInUse(used_by=used_by)
    after = {**before, "archived": 1, "version": before["version"] + 1}
    tx.run(SAVE_WINDOW, **after)
    note(tx, scope, "availability window", before, after)
    return window_id


def _window_row(tx: Tx, scope: Scope, window_id: str) -> Row:
    row = tx.one(WINDOW, organization_id=scope.organization_id, id=window_id)
    if row is None:
        raise NoSuchWindow()
    found: Row = row._asdict()
    return found


def _save_window(tx: Tx, scope: Scope, before: Row, after: Row, wish: NewWindow | ChangeWindow) -> str:
    after |= wishes(wish, ("name",))
    refuse(name_faults(after))
    if wish.weekdays is not UNSET:
        after["weekdays"] = sum(1 << (day - 1) for day in set(wish.weekdays))
    for name, time_of_day in (("from_minute", wish.from_), ("to_minute", wish.to)):
        if time_of_day is not UNSET:
            hours, minutes = time_of_day.split(":")
            after[name] = int(hours) * 60 + int(minutes)
    if same(before, after):
        return after["id"]
    tx.run(SAVE_WINDOW, **after)
    note(tx, scope, "availability window", before, after)
    return after["id"]
