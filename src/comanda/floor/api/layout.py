"""Areas and tables."""

from typing import Any

from litestar import Response

from comanda.engine.commands import Change
from comanda.engine.http.call import Call, found, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tx import Tx
from comanda.floor.actions.layout import (
    add_area,
    add_table,
    archive_table,
    change_area,
    change_table,
    drop_area,
    move_tables,
)
from comanda.floor.errors import LabelTaken, NoSuchArea, NoSuchTable, TableInUse
from comanda.floor.queries import area_of, dining_tables, floor_areas, table_of
from comanda.floor.schemas import (
    AreaIn,
    AreaList,
    AreaOut,
    ChangeArea,
    ChangeTable,
    Places,
    TableIn,
    TableList,
    TableOut,
)
from comanda.floor.values import Area, DiningTable
from comanda.kernel.cursor import page_of
from comanda.kernel.errors import VersionConflict, VersionMissing
from comanda.kernel.scope import Right, Scope
from comanda.kernel.wire import StaffPageQuery

CHANGING = (VersionMissing, VersionConflict)


@endpoint("GET", "/api/tables", Right.READ_FLOOR, query=StaffPageQuery, gives=TableList)
async def list_tables(call: Call) -> Response[Any]:
    """The tables of the branch, in the order of its floor."""
    page, more = page_of(await call.read(dining_tables, call.staff()), call.query(StaffPageQuery))
    return found(TableList([TableOut.of(table) for table in page], more))


@endpoint(
    "POST", "/api/tables", Right.EDIT_FLOOR, takes=TableIn, gives=TableOut, status=201, refuses=(LabelTaken, NoSuchArea)
)
async def post_table(call: Call) -> Response[Any]:
    """A new table."""
    return reply(await call.write(add_table, call.staff(), await call.command(TableIn), answer=_table))


@endpoint("GET", "/api/tables/{id:str}", Right.READ_FLOOR, gives=TableOut, refuses=(NoSuchTable,))
async def read_table(call: Call) -> Response[Any]:
    """One table."""
    return found(TableOut.of(await call.read(table_of, call.staff(), call.path_params["id"])))


@endpoint(
    "PATCH",
    "/api/tables/{id:str}",
    Right.EDIT_FLOOR,
    takes=ChangeTable,
    gives=TableOut,
    refuses=(NoSuchTable, LabelTaken, NoSuchArea, *CHANGING),
)
async def patch_table(call: Call) -> Response[Any]:
    """Change a table; the code printed for it stays."""
    change = Change(call.path_params["id"], call.expected_version(), await call.command(ChangeTable))
    return reply(await call.write(change_table, call.staff(), change, answer=_table))


@endpoint("DELETE", "/api/tables/{id:str}", Right.EDIT_FLOOR, status=204, refuses=(NoSuchTable, TableInUse))
async def delete_table(call: Call) -> Response[Any]:
    """Take a table off the floor; its past visits keep it."""
    await call.write(archive_table, call.staff(), call.path_params["id"])
    return Response(None, status_code=204)


@endpoint(
    "PUT", "/api/tables/layout", Right.EDIT_FLOOR, takes=Places, gives=TableList, refuses=(NoSuchTable, NoSuchArea)
)
async def put_layout(call: Call) -> Response[Any]:
    """Where the tables stand on the plan."""

    def move(tx: Tx, scope: Scope, places: Places) -> TableList:
        move_tables(tx, scope, places.tables)
        return TableList([TableOut.of(table) for table in dining_tables(tx, scope)])

    return reply(await call.write(move, call.staff(), await call.command(Places)))


@endpoint("GET", "/api/areas", Right.READ_FLOOR, query=StaffPageQuery, gives=AreaList)
async def list_areas(call: Call) -> Response[Any]:
    """The parts of the floor."""
    page, more = page_of(await call.read(floor_areas, call.staff()), call.query(StaffPageQuery))
    return found(AreaList([AreaOut.of(area) for area in page], more))


@endpoint("POST", "/api/areas", Right.EDIT_FLOOR, takes=AreaIn, gives=AreaOut, status=201)
async def post_area(call: Call) -> Response[Any]:
    """A new part of the floor."""
    return reply(await call.write(add_area, call.staff(), await call.command(AreaIn), answer=_area))


@endpoint("GET", "/api/areas/{id:str}", Right.READ_FLOOR, gives=AreaOut, refuses=(NoSuchArea,))
async def read_area(call: Call) -> Response[Any]:
    """One part of the floor."""
    return found(AreaOut.of(await call.read(area_of, call.staff(), call.path_params["id"])))


@endpoint(
    "PATCH", "/api/areas/{id:str}", Right.EDIT_FLOOR, takes=ChangeArea, gives=AreaOut, refuses=(NoSuchArea, *CHANGING)
)
async def patch_area(call: Call) -> Response[Any]:
    """Rename or move a part of the floor."""
    change = Change(call.path_params["id"], call.expected_version(), await call.command(ChangeArea))
    return reply(await call.write(change_area, call.staff(), change, answer=_area))


@endpoint("DELETE", "/api/areas/{id:str}", Right.EDIT_FLOOR, status=204, refuses=(NoSuchArea,))
async def delete_area(call: Call) -> Response[Any]:
    """Take a part of the floor away; its tables stay."""
    await call.write(drop_area, call.staff(), call.path_params["id"])
    return Response(None, status_code=204)


def _table(table: DiningTable, scope: Scope) -> TableOut:
    return TableOut.of(table)


def _area(area: Area, scope: Scope) -> AreaOut:
    return AreaOut.of(area)


endpoints: list[Endpoint] = [
    list_tables,
    post_table,
    put_layout,
    read_table,
    patch_table,
    delete_table,
    list_areas,
    post_area,
    read_area,
    patch_area,
    delete_area,
]
