"""A branch brings its offers up to the organization's catalog: only what differs is written, then the version moves."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Table, and_, bindparam, delete
from sqlalchemy.dialects.postgresql import insert

from comanda.catalog.events import MenuPublished
from comanda.catalog.queries.publication import (
    MIRRORS,
    Difference,
    Dropped,
    Mirror,
    Standing,
    Written,
    difference,
    standing_of,
)
from comanda.catalog.tables import menus
from comanda.catalog.values import Row
from comanda.engine.timer import forget_as_read, remind, when
from comanda.engine.tx import Tx
from comanda.kernel.scope import Scope

PUBLISH = "menu.publish"
"""The kind of the reminder that a branch is behind its catalog."""
ROWS_AT_ONCE = 400
"""Keeps each command well under 50 ms."""

_raising = insert(menus).values(
    branch_id=bindparam("branch_id"), version=1, published_at=bindparam("at"), catalog_version=0
)
RAISE_VERSION = _raising.on_conflict_do_update(
    index_elements=["branch_id"], set_={"version": menus.c.version + 1, "published_at": bindparam("at")}
).returning(menus.c.version)
_settling = insert(menus).values(
    branch_id=bindparam("branch_id"), version=0, published_at=bindparam("at"), catalog_version=bindparam("catalog")
)
SETTLE = _settling.on_conflict_do_update(
    index_elements=["branch_id"], set_={"catalog_version": _settling.excluded.catalog_version}
)


def _saving(mirror: Mirror) -> Any:
    adding = insert(mirror.table)
    rest = [column.name for column in mirror.table.columns if column.name not in ("branch_id", *mirror.key)]
    changed = {name: adding.excluded[name] for name in rest}
    return adding.on_conflict_do_update(index_elements=["branch_id", *mirror.key], set_=changed)


def _dropping(table: Table, key: tuple[str, ...]) -> Any:
    same_key = (table.c[name] == bindparam(f"old_{name}") for name in key)
    return delete(table).where(and_(table.c.branch_id == bindparam("branch_id"), *same_key))


SAVE = {name: _saving(mirror) for name, mirror in MIRRORS.items()}
DROP = {name: _dropping(mirror.table, mirror.key) for name, mirror in MIRRORS.items()}


class PublishStep(Struct, frozen=True):
    """Some rows of a difference; `last` makes them the menu. `changed` counts the rows of all steps."""

    standing: Standing
    rows: list[Written | Dropped]
    changed: int
    last: bool


def raise_version(tx: Tx, branch_id: str) -> int:
    """The menu looks different from now on; open menus hear of the new version."""
    version: int = tx.one(RAISE_VERSION, branch_id=branch_id, at=tx.now).version
    return version


def publish(tx: Tx, scope: Scope, command: None = None) -> int:
    """Brings the branch's offers up to the catalog; returns how many rows differed. Doing it again changes nothing."""
    reminded = when(tx, scope, PUBLISH, scope.organization_id)
    found = difference(tx, scope.organization_id, scope.branch_id)
    if not found.settled:
        _take(tx, scope, PublishStep(found.standing, found.steps, len(found.steps), last=True), reminded)
    return len(found.steps)


def publish_step(tx: Tx, scope: Scope, step: PublishStep) -> bool:
    """Writes a part of a difference found outside; False, and nothing written, when it is no longer the difference."""
    reminded = when(tx, scope, PUBLISH, scope.organization_id)
    if standing_of(tx, scope.organization_id, scope.branch_id) != step.standing:
        return False
    _take(tx, scope, step, reminded)
    return True


def publish_soon(tx: Tx, scope: Scope, command: None = None) -> None:
    """The next turn of the timer brings the branch up to the catalog, in the writer, where nobody comes between."""
    remind(tx, scope, PUBLISH, scope.organization_id, tx.now)


def steps_of(found: Difference) -> list[PublishStep]:
    """Short commands, in which what is referred to comes before what refers to it."""
    chunks = [found.steps[start : start + ROWS_AT_ONCE] for start in range(0, len(found.steps), ROWS_AT_ONCE)] or [[]]
    last = len(chunks) - 1
    return [
        PublishStep(found.standing, chunk, len(found.steps), last=index == last) for index, chunk in enumerate(chunks)
    ]


def _take(tx: Tx, scope: Scope, step: PublishStep, reminded: int | None) -> None:
    """`reminded` was read before the catalog: a save that comes between has moved the reminder, which then stays."""
    for name in MIRRORS:
        tx.many(SAVE[name], [part.row for part in step.rows if isinstance(part, Written) and part.mirror == name])
    for name in reversed(MIRRORS):
        gone = [part.key for part in step.rows if isinstance(part, Dropped) and part.mirror == name]
        tx.many(DROP[name], [_old_key(scope, MIRRORS[name], key) for key in gone])
    if not step.last:
        return
    if step.changed:
        version = raise_version(tx, scope.branch_id)
        tx.record(MenuPublished(id=scope.branch_id, version=version, changed=step.changed))
    tx.run(SETTLE, branch_id=scope.branch_id, at=tx.now, catalog=step.standing.catalog)
    forget_as_read(tx, scope, PUBLISH, scope.organization_id, reminded)


def _old_key(scope: Scope, mirror: Mirror, key: tuple[Any, ...]) -> Row:
    names = [f"old_{name}" for name in mirror.key]
    return {"branch_id": scope.branch_id, **dict(zip(names, key, strict=True))}
