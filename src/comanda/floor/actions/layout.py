"""Areas and tables: where a branch seats its guests."""

from typing import Any

import msgspec
from msgspec import UNSET, Struct
from sqlalchemy import bindparam, insert, null, update

from comanda.engine.commands import Change
from comanda.engine.tx import Tx
from comanda.floor.errors import LabelTaken, TableInUse
from comanda.floor.events import FloorChanged, TablesLaidOut
from comanda.floor.queries import LABELS, NEXT_PLACE, area_of, former_labels, open_at_table, table_of
from comanda.floor.rules import as_text, renamed
from comanda.floor.schemas import AreaIn, ChangeArea, ChangeTable, Place, TableIn
from comanda.floor.tables import areas, tables
from comanda.floor.values import Area, DiningTable
from comanda.kernel.errors import VersionConflict
from comanda.kernel.scope import Scope
from comanda.kernel.text import alike, clean

ADD_AREA = insert(areas)
ADD_TABLE = insert(tables)
_THIS_AREA = (areas.c.branch_id == bindparam("branch"), areas.c.id == bindparam("area"))
_THIS_TABLE = (tables.c.branch_id == bindparam("branch"), tables.c.id == bindparam("table"))
SAVE_AREA = (
    update(areas)
    .where(*_THIS_AREA)
    .values(name=bindparam("new_name"), position=bindparam("new_position"), version=areas.c.version + 1)
)
LEAVE_AREA = (
    update(tables)
    .where(tables.c.branch_id == bindparam("branch"), tables.c.area_id == bindparam("area"))
    .values(area_id=null())
)
DROP_AREA = areas.delete().where(*_THIS_AREA)
SAVE_TABLE = (
    update(tables)
    .where(*_THIS_TABLE)
    .values(
        label=bindparam("new_label"),
        area_id=bindparam("new_area"),
        seats=bindparam("new_seats"),
        x=bindparam("new_x"),
        y=bindparam("new_y"),
        shape=bindparam("new_shape"),
        former_labels=bindparam("new_former"),
        version=tables.c.version + 1,
    )
)
MOVE_TABLE = (
    update(tables)
    .where(*_THIS_TABLE)
    .values(x=bindparam("new_x"), y=bindparam("new_y"), area_id=bindparam("new_area"), version=tables.c.version + 1)
)
ARCHIVE_TABLE = update(tables).where(*_THIS_TABLE).values(archived=1, version=tables.c.version + 1)


class Layout(Struct, frozen=True):
    """Areas and tables to be added, as `(id, name)` and `(id, label, area_id, seats, x, y, shape)`."""

    areas: list[tuple[str, str]]
    tables: list[tuple[str, str, str | None, int, int, int, str]]
    after: int = 0
    """How many tables stand there already."""


def lay_out(tx: Tx, scope: Scope, layout: Layout) -> None:
    """The floor of a new branch, or more tables for one."""
    branch = {"branch_id": scope.branch_id, "version": 1}
    tx.many(
        ADD_AREA,
        [{**branch, "id": key, "name": name, "position": place} for place, (key, name) in enumerate(layout.areas)],
    )
    names = ("id", "label", "area_id", "seats", "x", "y", "shape")
    tx.many(
        ADD_TABLE,
        [
            {**branch, **dict(zip(names, table, strict=True)), "position": place, "former_labels": "[]", "archived": 0}
            for place, table in enumerate(layout.tables, layout.after)
        ],
    )
    tx.record(TablesLaidOut(id=scope.branch_id, tables=len(layout.tables)))


def add_area(tx: Tx, scope: Scope, wish: AreaIn) -> Area:
    area_id = tx.new_id()
    tx.run(ADD_AREA, branch_id=scope.branch_id, id=area_id, name=wish.name, position=wish.position, version=1)
    tx.record(FloorChanged(id=area_id, what="saved"))
    return area_of(tx, scope, area_id)


def change_area(tx: Tx, scope: Scope, change: Change) -> Area:
    """Raises NoSuchArea, VersionConflict."""
    before = area_of(tx, scope, change.id)
    if before.version != change.version:
        raise VersionConflict(current=before.version)
    wish: ChangeArea = change.wish
    after = msgspec.structs.replace(before, **_said(wish))
    if after == before:
        return before
    tx.run(SAVE_AREA, branch=scope.branch_id, area=change.id, new_name=after.name, new_position=after.position)
    tx.record(FloorChanged(id=change.id, what="saved"))
    return area_of(tx, scope, change.id)


def drop_area(tx: Tx, scope: Scope, area_id: str) -> None:
    """Its tables stay, outside of any area. Raises NoSuchArea."""
    area_of(tx, scope, area_id)
    tx.run(LEAVE_AREA, branch=scope.branch_id, area=area_id)
    tx.run(DROP_AREA, branch=scope.branch_id, area=area_id)
    tx.record(FloorChanged(id=area_id, what="archived"))


def add_table(tx: Tx, scope: Scope, wish: TableIn) -> DiningTable:
    """Raises LabelTaken, NoSuchArea."""
    _refuse_strange_area(tx, scope, wish.area_id)
    label = clean(wish.label)
    _refuse_taken_label(tx, scope, label, None)
    table_id = tx.new_id()
    place = tx.one(NEXT_PLACE, branch_id=scope.branch_id).place
    tx.run(
        ADD_TABLE, branch_id=scope.branch_id, id=table_id, label=label, area_id=wish.area_id, seats=wish.seats,
        x=wish.x, y=wish.y, shape=wish.shape, position=place, former_labels="[]", archived=0, version=1,
    )  # fmt: skip
    tx.record(FloorChanged(id=table_id, what="saved"))
    return table_of(tx, scope, table_id)


def change_table(tx: Tx, scope: Scope, change: Change) -> DiningTable:
    """Raises NoSuchTable, VersionConflict, LabelTaken, NoSuchArea."""
    before = table_of(tx, scope, change.id)
    if before.version != change.version:
        raise VersionConflict(current=before.version)
    wish: ChangeTable = change.wish
    after = msgspec.structs.replace(before, **_said(wish))
    after = msgspec.structs.replace(after, label=clean(after.label))
    if after == before:
        return before
    _refuse_strange_area(tx, scope, after.area_id)
    _refuse_taken_label(tx, scope, after.label, change.id)
    former = former_labels(tx, scope, change.id)
    if after.label != before.label:
        former = renamed(former, before.label, tx.now)
    tx.run(
        SAVE_TABLE, branch=scope.branch_id, table=change.id, new_label=after.label, new_area=after.area_id,
        new_seats=after.seats, new_x=after.x, new_y=after.y, new_shape=after.shape, new_former=as_text(former),
    )  # fmt: skip
    tx.record(FloorChanged(id=change.id, what="saved"))
    return table_of(tx, scope, change.id)


def archive_table(tx: Tx, scope: Scope, table_id: str) -> None:
    """Its past visits keep it. Raises NoSuchTable, TableInUse."""
    table_of(tx, scope, table_id)
    if (session_id := open_at_table(tx, scope, table_id)) is not None:
        raise TableInUse(qr_session_id=session_id)
    tx.run(ARCHIVE_TABLE, branch=scope.branch_id, table=table_id)
    tx.record(FloorChanged(id=table_id, what="archived"))


def move_tables(tx: Tx, scope: Scope, places: list[Place]) -> None:
    """Where tables stand on the plan; everything else about them stays. Raises NoSuchTable, NoSuchArea."""
    for place in places:
        table_of(tx, scope, place.id)
        _refuse_strange_area(tx, scope, place.area_id)
    tx.many(
        MOVE_TABLE,
        [
            {
                "branch": scope.branch_id,
                "table": place.id,
                "new_x": place.x,
                "new_y": place.y,
                "new_area": place.area_id,
            }
            for place in places
        ],
    )
    tx.record(FloorChanged(id=scope.branch_id, what="moved"))


def _said(wish: ChangeArea | ChangeTable) -> dict[str, Any]:
    """The fields a body names."""
    return {name: value for name, value in msgspec.structs.asdict(wish).items() if value is not UNSET}


def _refuse_strange_area(tx: Tx, scope: Scope, area_id: str | None) -> None:
    if area_id is not None:
        area_of(tx, scope, area_id)


def _refuse_taken_label(tx: Tx, scope: Scope, label: str, table_id: str | None) -> None:
    taken = {alike(row.label): row.id for row in tx.all(LABELS, branch_id=scope.branch_id)}
    if taken.get(alike(label), table_id) != table_id:
        raise LabelTaken()
