"""Orders: placing, quoting, reading, moving on."""

from typing import Any

from litestar import Response
from msgspec.structs import replace

from comanda.catalog.errors import InvalidMoment, InvalidOptions, ItemUnavailable, MenuMoved, OutOfStock
from comanda.engine.commands import Proof
from comanda.engine.http.call import Call, found, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tx import Tx
from comanda.floor.actions.visits import JoinTable
from comanda.floor.api.visits import guest_cookie, links_of, noting_turned_away
from comanda.floor.errors import NoSuchSession, OrderingLocked, SessionClosed, TooManyDevices, UnknownCode
from comanda.floor.queries import TokenProof, open_at_table
from comanda.kernel.clock import from_text
from comanda.kernel.cursor import cursor_text, read_cursor, read_offset
from comanda.kernel.errors import NotSignedIn
from comanda.kernel.money import AmountTooLarge
from comanda.kernel.scope import Right, Scope
from comanda.kernel.wire import PageQuery
from comanda.orders.actions.move import (
    Confirm,
    ConfirmTogether,
    Move,
    confirm_order,
    confirm_together,
    move_line,
    move_order,
    step_order_back,
)
from comanda.orders.actions.place import Place, place_order, quote
from comanda.orders.errors import (
    InvalidTransition,
    NoSuchLine,
    NoSuchOrder,
    SessionNeeded,
    TooManyWaitingOrders,
    UnknownStatus,
    WrongService,
)
from comanda.orders.queries import order_of, orders_of_status, orders_to_do, page_of_session
from comanda.orders.schemas import (
    ConfirmOrder,
    ConfirmOrders,
    MoveTo,
    OrderList,
    OrderOut,
    OrdersQuery,
    PlaceOrder,
    Quote,
)
from comanda.orders.values import Order, OrderStatus

QUOTING = (
    SessionNeeded,
    UnknownCode,
    NoSuchSession,
    SessionClosed,
    ItemUnavailable,
    OutOfStock,
    InvalidOptions,
    MenuMoved,
    AmountTooLarge,
    WrongService,
)
PLACING = (*QUOTING, TooManyDevices, OrderingLocked, TooManyWaitingOrders)


@endpoint(
    "POST",
    "/api/orders",
    Right.PLACE_ORDERS,
    takes=PlaceOrder,
    gives=OrderOut,
    status=201,
    keyed=True,
    refuses=PLACING,
    credential_inside=True,
)
async def place(call: Call) -> Response[Any]:
    """Send a round: guests with the visit's token or their cookie, staff with the visit's id."""
    cart = await call.command(PlaceOrder)
    if cart.qr_session_token is not None and not await _belongs(call, cart.qr_session_token):
        return await _join_and_place(call, cart, cart.qr_session_token)
    return reply(await call.write(place_order, _orderer(call, cart), Place(cart), answer=_own))


@endpoint(
    "POST", "/api/quotes", Right.PLACE_ORDERS, takes=PlaceOrder, gives=Quote, refuses=QUOTING, credential_inside=True
)
async def price_cart(call: Call) -> Response[Any]:
    """What a cart would cost now; changes nothing."""
    cart = await call.command(PlaceOrder)
    token = cart.qr_session_token
    if token is not None and not await _belongs(call, token):
        return found(await call.read(quote, TokenProof(token), cart, token))
    return found(await call.read(quote, _orderer(call, cart), cart))


@endpoint(
    "GET",
    "/api/orders",
    Right.READ_ORDERS,
    query=OrdersQuery,
    gives=OrderList,
    refuses=(InvalidMoment, UnknownStatus),
)
async def list_orders(call: Call) -> Response[Any]:
    """Orders to do (waiting first), one visit's or table's, or those of a status, newest first."""
    return found(await call.read(_listed, call.staff(), call.query(OrdersQuery)))


@endpoint("GET", "/api/orders/{id:str}", Right.READ_ORDERS, gives=OrderOut, refuses=(NoSuchOrder,))
async def read_order(call: Call) -> Response[Any]:
    """One order with its lines."""

    def one(tx: Tx, scope: Scope) -> OrderOut:
        return OrderOut.of(order_of(tx, scope, call.path_params["id"]), scope)

    return found(await call.read(one, call.staff()))


@endpoint("GET", "/api/guest/orders", Right.VISIT, query=PageQuery, gives=OrderList)
async def read_guest_orders(call: Call) -> Response[Any]:
    """Every order of the guest's own visit; the reader's own ones are marked."""

    asked = call.query(PageQuery)

    def own(tx: Tx, scope: Scope) -> OrderList:
        page, more = page_of_session(tx, scope, scope.qr_session_id or "", (), asked)
        return OrderList([OrderOut.of(order, scope) for order in page], more)

    return found(await call.read(own, call.guest()))


@endpoint(
    "POST",
    "/api/orders/{id:str}/confirm",
    Right.RUN_ORDERS,
    takes=ConfirmOrder,
    gives=OrderOut,
    refuses=(NoSuchOrder, NoSuchLine, InvalidTransition, SessionClosed, OutOfStock, AmountTooLarge),
)
async def confirm(call: Call) -> Response[Any]:
    """Send a waiting order to the kitchen, turning single items down where needed."""
    wish = await call.command(ConfirmOrder)
    command = Confirm(call.path_params["id"], wish.reject_lines)
    return reply(await call.write(confirm_order, call.staff(), command, answer=OrderOut.of))


@endpoint(
    "POST",
    "/api/qr-sessions/{id:str}/confirm-orders",
    Right.RUN_ORDERS,
    takes=ConfirmOrders,
    gives=OrderList,
    refuses=(NoSuchOrder, SessionClosed, OutOfStock, AmountTooLarge),
)
async def confirm_several(call: Call) -> Response[Any]:
    """Send several waiting orders of one table to the kitchen as one ticket."""
    command = ConfirmTogether(call.path_params["id"], (await call.command(ConfirmOrders)).order_ids)

    def listed(orders: list[Order], scope: Scope) -> OrderList:
        return OrderList([OrderOut.of(order, scope) for order in orders], None)

    return reply(await call.write(confirm_together, call.staff(), command, answer=listed))


@endpoint(
    "POST",
    "/api/orders/{id:str}/status",
    Right.MOVE_LINES,
    takes=MoveTo,
    gives=OrderOut,
    refuses=(NoSuchOrder, InvalidTransition),
)
async def move_whole_order(call: Call) -> Response[Any]:
    """All items of the order are being prepared, ready, or served."""
    command = Move(call.path_params["id"], (await call.command(MoveTo)).status)
    return reply(await call.write(move_order, call.staff(), command, answer=OrderOut.of))


@endpoint(
    "POST",
    "/api/orders/{id:str}/step-back",
    Right.MOVE_LINES,
    gives=OrderOut,
    refuses=(NoSuchOrder, InvalidTransition),
)
async def step_back_whole_order(call: Call) -> Response[Any]:
    """Undo the last step of the order's items, within two minutes."""
    return reply(await call.write(step_order_back, call.staff(), call.path_params["id"], answer=OrderOut.of))


@endpoint(
    "POST",
    "/api/order-lines/{id:str}/status",
    Right.MOVE_LINES,
    takes=MoveTo,
    gives=OrderOut,
    refuses=(NoSuchLine, InvalidTransition),
)
async def move_one_line(call: Call) -> Response[Any]:
    """One item is being prepared, ready, or served; one step back within two minutes."""
    command = Move(call.path_params["id"], (await call.command(MoveTo)).status)
    return reply(await call.write(move_line, call.staff(), command, answer=OrderOut.of))


def _orderer(call: Call, cart: PlaceOrder) -> Proof:
    """A guest's cookie, unless staff name the visit. Raises NotSignedIn, SessionNeeded."""
    cookies = call.edge.cookies
    if cart.qr_session_id is None and call.cookie(cookies.guest):
        return call.guest()
    staff = call.staff()
    if cart.qr_session_id is None:
        raise SessionNeeded()
    return staff


async def _belongs(call: Call, token: str) -> bool:
    """Whether the caller's cookie is one of the visit the token names: then the device has joined already."""
    if not call.cookie(call.edge.cookies.guest):
        return False
    guest = call.guest()

    def same_visit(tx: Tx) -> bool:
        named = TokenProof(token).prove(tx)
        try:
            return guest.prove(tx).qr_session_id == named.qr_session_id
        except NotSignedIn:
            return False

    return await call.edge.database.look(same_visit)


async def _join_and_place(call: Call, cart: PlaceOrder, token: str) -> Response[Any]:
    """The order brings its guest along; the same key makes the same guest again, so a lost answer loses nothing."""
    credential = links_of(call).credential(token, call.key())
    command = Place(cart, JoinTable(token, credential, None))
    proof = TokenProof(token)
    answer = await noting_turned_away(call, proof, call.write(place_order, proof, command, answer=_own))
    return reply(answer, guest_cookie(call.edge, credential))


def _own(order: Order, scope: Scope) -> OrderOut:
    """Whoever places an order reads it as his or her own."""
    return OrderOut.of(order, replace(scope, actor=order.placed_by))


def _listed(tx: Tx, scope: Scope, query: OrdersQuery) -> OrderList:
    session_id = query.qr_session_id
    if query.table_id is not None and session_id is None:
        session_id = open_at_table(tx, scope, query.table_id)
        if session_id is None:
            return OrderList([], None)
    if session_id is not None:
        page, more = page_of_session(tx, scope, session_id, _statuses(query.status), query)
        return OrderList([OrderOut.of(order, scope) for order in page], more)
    if query.status is None and query.since is None:
        return _page_to_do(tx, scope, query)
    return _page_of_status(tx, scope, query)


def _page_to_do(tx: Tx, scope: Scope, query: OrdersQuery) -> OrderList:
    skip = read_offset(query.cursor)
    orders = orders_to_do(tx, scope, query.limit + 1, skip)
    more = str(skip + query.limit) if len(orders) > query.limit else None
    return OrderList([OrderOut.of(order, scope) for order in orders[: query.limit]], more)


def _page_of_status(tx: Tx, scope: Scope, query: OrdersQuery) -> OrderList:
    before = read_cursor(query.cursor)
    statuses = _statuses(query.status) or list(OrderStatus)
    orders = orders_of_status(tx, scope, statuses, _since(query.since), before, query.limit + 1)
    page = orders[: query.limit]
    more = cursor_text(page[-1].created_at, page[-1].id) if len(orders) > query.limit else None
    return OrderList([OrderOut.of(order, scope) for order in page], more)


def _statuses(text: str | None) -> list[OrderStatus]:
    """`OPEN,CONFIRMED`; none for all of them. Raises UnknownStatus."""
    words = [word for word in (text or "").split(",") if word]
    if any(word not in OrderStatus.__members__ for word in words):
        raise UnknownStatus()
    return [OrderStatus(word) for word in words]


def _since(text: str | None) -> int:
    try:
        return 0 if text is None else from_text(text)
    except ValueError:
        raise InvalidMoment() from None


endpoints: list[Endpoint] = [
    place,
    price_cart,
    list_orders,
    read_order,
    read_guest_orders,
    confirm,
    confirm_several,
    move_whole_order,
    step_back_whole_order,
    move_one_line,
]
