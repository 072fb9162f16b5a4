"""What every change of the catalog has in common: versions, the fact, and the reminder that branches are behind."""

from collections.abc import Iterable
from typing import Any, cast

import msgspec
from msgspec import UNSET, Struct
from msgspec.structs import replace
from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert

from comanda.catalog.actions.publish import PUBLISH
from comanda.catalog.errors import InvalidCatalog
from comanda.catalog.events import CatalogChanged
from comanda.catalog.queries.catalog import catalog_version
from comanda.catalog.rules.tax_rates import usual_rates
from comanda.catalog.tables import catalogs, tax_rates
from comanda.catalog.values import Row
from comanda.engine.commands import Change
from comanda.engine.strict import Faults, first_of
from comanda.engine.timer import remind
from comanda.engine.tx import Tx
from comanda.identity.queries import branches_of, organization_of
from comanda.kernel.clock import SECOND
from comanda.kernel.errors import VersionConflict
from comanda.kernel.scope import Scope
from comanda.kernel.text import clean

LEFT_BEHIND = 10 * SECOND
"""After that long a branch that has not published is looked after; the one who saves publishes at once."""
_raising = insert(catalogs).values(organization_id=bindparam("house"), version=1)
RAISE_CATALOG = _raising.on_conflict_do_update(
    index_elements=["organization_id"], set_={"version": catalogs.c.version + 1}
).returning(catalogs.c.version)
ADD_TAX_RATE = insert(tax_rates)
BESIDES = ("organization_id", "id", "version", "archived")
"""Columns that a fact does not repeat."""
_text = msgspec.json.Encoder().encode


def begin_catalog(tx: Tx, scope: Scope, command: None = None) -> None:
    """A new house begins with its country's usual tax rates; a catalog that has begun stays as it is."""
    if catalog_version(tx, scope.organization_id):
        return
    for name, rate in usual_rates(organization_of(tx, scope.organization_id).country):
        row = {"id": tx.new_id(), "name": name, "rate": rate, "version": 1}
        tx.run(ADD_TAX_RATE, organization_id=scope.organization_id, **row)
        note(tx, scope, "tax rate", {}, row)


def raise_catalog_version(tx: Tx, scope: Scope) -> int:
    """The catalog differs from now on, and its branches have to be published to."""
    version: int = tx.one(RAISE_CATALOG, house=scope.organization_id).version
    for branch in branches_of(tx, scope.organization_id):
        remind(tx, replace(scope, branch_id=branch.id), PUBLISH, scope.organization_id, tx.now + LEFT_BEHIND)
    return version


def note(tx: Tx, scope: Scope, what: str, before: Row, after: Row) -> None:
    """The fact of one change, with what differs."""
    act = "archived" if after.get("archived") else "changed" if before else "added"
    names = [name for name in after if name not in BESIDES and before.get(name) != after[name]]
    tx.record(
        CatalogChanged(
            id=after["id"],
            what=what,
            act=act,
            was={name: before[name] for name in names if name in before},
            now={} if act == "archived" else {name: after[name] for name in names},
            version=raise_catalog_version(tx, scope),
        )
    )


def refuse(faults: Faults) -> None:
    """Raises InvalidCatalog when there are any."""
    if faults:
        named, more = first_of(faults)
        raise InvalidCatalog(errors=named, truncated=more or None)


def same_version(before: Row, change: Change) -> None:
    """Raises VersionConflict."""
    if before["version"] != change.version:
        raise VersionConflict(current=before["version"])


def same(before: Row, after: Row) -> bool:
    """Nothing but the version would differ."""
    return {**before, "version": 0} == {**after, "version": 0}


def wishes(wish: Any, names: Iterable[str]) -> Row:
    """The plain fields of a body that were sent, as columns hold them."""
    return {name: column_value(value) for name in names if (value := getattr(wish, name)) is not UNSET}


def column_value(value: Any) -> Any:
    """Texts are cleaned, lists lose what stands twice, structs become the JSON text of what they say."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return clean(value, breaks=True)
    if isinstance(value, list):
        return as_text(list(dict.fromkeys(cast("list[str]", value))))
    if isinstance(value, Struct):
        said = msgspec.structs.asdict(value)
        return as_text({field: texts for field, texts in said.items() if texts})
    return value


def as_text(value: Any) -> str:
    return _text(value).decode()
