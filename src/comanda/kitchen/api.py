"""The kitchen's routes."""

from typing import Any

from litestar import Response

from comanda.engine.http.call import Call, found, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tx import Tx
from comanda.kernel.scope import Right, Scope
from comanda.kitchen.actions import Flag, MoveLines, acknowledge, flag, move_lines
from comanda.kitchen.errors import NotInKitchen
from comanda.kitchen.queries import board
from comanda.kitchen.schemas import BoardOut, BoardQuery, MoveLinesIn
from comanda.orders.actions.move import Move
from comanda.orders.errors import InvalidTransition, NoSuchLine
from comanda.orders.schemas import OrderList, OrderOut
from comanda.orders.values import LineStatus, Order


@endpoint("GET", "/api/kitchen/board", Right.READ_KITCHEN, query=BoardQuery, gives=BoardOut)
async def read_board(call: Call) -> Response[Any]:
    """Tickets by station, oldest first; what was cancelled; how much of each dish is to be made."""
    station = call.query(BoardQuery).station

    def all_of_it(tx: Tx, scope: Scope) -> BoardOut:
        return BoardOut.of(board(tx, scope, station))

    return found(await call.read(all_of_it, call.staff()))


@endpoint(
    "POST",
    "/api/kitchen/lines/status",
    Right.RUN_KITCHEN,
    takes=MoveLinesIn,
    gives=OrderList,
    refuses=(NoSuchLine, InvalidTransition),
)
async def move_several_lines(call: Call) -> Response[Any]:
    """Move several items at once, all or none: a whole ticket of one station, or the undo of it."""
    wish = await call.command(MoveLinesIn)
    command = MoveLines([Move(one.line_id, LineStatus(one.status)) for one in wish.lines])

    def listed(orders: list[Order], scope: Scope) -> OrderList:
        return OrderList([OrderOut.of(order, scope) for order in orders], None)

    return reply(await call.write(move_lines, call.staff(), command, answer=listed))


@endpoint(
    "POST",
    "/api/order-lines/{id:str}/cannot-make",
    Right.RUN_KITCHEN,
    gives=OrderOut,
    refuses=(NoSuchLine, NotInKitchen),
)
async def cannot_make(call: Call) -> Response[Any]:
    """Ask the floor to swap or cancel this item."""
    command = Flag(call.path_params["id"], flagged=True)
    return reply(await call.write(flag, call.staff(), command, answer=OrderOut.of))


@endpoint(
    "POST",
    "/api/order-lines/{id:str}/can-make",
    Right.RUN_KITCHEN,
    gives=OrderOut,
    refuses=(NoSuchLine, NotInKitchen),
)
async def can_make(call: Call) -> Response[Any]:
    """Take that back."""
    command = Flag(call.path_params["id"], flagged=False)
    return reply(await call.write(flag, call.staff(), command, answer=OrderOut.of))


@endpoint(
    "POST",
    "/api/order-lines/{id:str}/acknowledge",
    Right.RUN_KITCHEN,
    gives=OrderOut,
    refuses=(NoSuchLine, NotInKitchen),
)
async def acknowledge_line(call: Call) -> Response[Any]:
    """The allergy was read, or the cancelled item was seen."""
    return reply(await call.write(acknowledge, call.staff(), call.path_params["id"], answer=OrderOut.of))


endpoints: list[Endpoint] = [read_board, move_several_lines, cannot_make, can_make, acknowledge_line]
