"""Visits with what they owe, closing them, and taking items off. A bill is read in payments, which knows them too."""

from typing import Any

from litestar import Response

from comanda.billing.actions import cancel_order, close_visit, void_line
from comanda.billing.errors import AlreadyPaid, OrdersPending, PaymentInProgress, UnpaidBill
from comanda.billing.queries import bill_of, bills_of
from comanda.billing.schemas import Beside, SessionItem, SessionList, SessionsQuery
from comanda.billing.values import Bill
from comanda.engine.commands import Verb
from comanda.engine.http.call import Call, found, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tx import Tx
from comanda.floor.actions.care import Limit, Lock, lock_ordering, set_limits
from comanda.floor.actions.drafts import Announce, announce_draft
from comanda.floor.api.visits import links_of
from comanda.floor.errors import NoSuchSession, SessionClosed
from comanda.floor.queries import joined, open_drafts, open_requests, sessions
from comanda.floor.rules import Links
from comanda.floor.schemas import DraftIn, SetLimits, SetOrdering
from comanda.floor.values import GuestRequest, OpenDraft
from comanda.identity.queries import staff_names
from comanda.kernel.cursor import cursor_text, read_cursor
from comanda.kernel.scope import Right, Scope
from comanda.orders.actions.move import Cancel
from comanda.orders.actions.turn_down import TurnDown, turn_down_session
from comanda.orders.errors import ApprovalNeeded, InvalidTransition, NoSuchLine, NoSuchOrder, NotYours
from comanda.orders.schemas import Because, OrderOut, VoidLine


@endpoint("GET", "/api/qr-sessions", Right.RUN_SESSIONS, query=SessionsQuery, gives=SessionList)
async def list_qr_sessions(call: Call) -> Response[Any]:
    """The branch's visits, newest first, with what they owe and what they wait for."""
    query, links = call.query(SessionsQuery), links_of(call)

    def listed(tx: Tx, scope: Scope) -> SessionList:
        before = read_cursor(query.cursor)
        page = sessions(tx, scope, query.status, before, query.limit + 1)
        more = len(page) > query.limit
        page = page[: query.limit]
        items = session_items(tx, scope, bills_of(tx, scope, page), links)
        return SessionList(items, cursor_text(page[-1].opened_at, page[-1].id) if more else None)

    return found(await call.read(listed, call.staff()))


@endpoint("GET", "/api/qr-sessions/{id:str}", Right.RUN_SESSIONS, gives=SessionItem, refuses=(NoSuchSession,))
async def read_qr_session(call: Call) -> Response[Any]:
    """One visit."""
    links = links_of(call)

    def one(tx: Tx, scope: Scope) -> SessionItem:
        return session_items(tx, scope, [bill_of(tx, scope, call.path_params["id"])], links)[0]

    return found(await call.read(one, call.staff()))


@endpoint(
    "PUT",
    "/api/qr-sessions/{id:str}/close",
    Right.RUN_SESSIONS,
    gives=SessionItem,
    refuses=(NoSuchSession, UnpaidBill, OrdersPending, PaymentInProgress),
)
async def close_qr_session(call: Call) -> Response[Any]:
    """End a visit that owes nothing; with items on it, its bill is settled by that."""
    links = links_of(call)

    def close(tx: Tx, scope: Scope, session_id: str) -> SessionItem:
        return session_items(tx, scope, [close_visit(tx, scope, session_id)], links)[0]

    return reply(await call.write(close, call.staff(), call.path_params["id"]))


@endpoint(
    "PUT",
    "/api/qr-sessions/{id:str}/ordering",
    Right.RUN_SESSIONS,
    takes=SetOrdering,
    gives=SessionItem,
    refuses=(NoSuchSession, SessionClosed),
)
async def lock_session(call: Call) -> Response[Any]:
    """Lock ordering for the guests of a table, or let them order again; staff order as before."""
    command = Lock(call.path_params["id"], (await call.command(SetOrdering)).locked)
    return await _acted(call, lock_ordering, command)


@endpoint(
    "PUT",
    "/api/qr-sessions/{id:str}/draft",
    Right.RUN_SESSIONS,
    takes=DraftIn,
    gives=SessionItem,
    refuses=(NoSuchSession, SessionClosed),
)
async def announce(call: Call) -> Response[Any]:
    """Say how many items a till has put together for the table and not sent; whoever closes it is asked first."""
    wish = await call.command(DraftIn)
    return await _acted(call, announce_draft, Announce(call.path_params["id"], wish.device, wish.items))


@endpoint(
    "POST",
    "/api/qr-sessions/{id:str}/limits",
    Right.RUN_SESSIONS,
    takes=SetLimits,
    gives=SessionItem,
    refuses=(NoSuchSession, SessionClosed),
)
async def limit_session(call: Call) -> Response[Any]:
    """Let a party bring more devices, or send more before staff look at it."""
    command = Limit(call.path_params["id"], await call.command(SetLimits))
    return await _acted(call, set_limits, command)


@endpoint(
    "POST",
    "/api/qr-sessions/{id:str}/turn-down",
    Right.RUN_SESSIONS,
    takes=Because,
    gives=SessionItem,
    refuses=(NoSuchSession,),
)
async def turn_down_waiting(call: Call) -> Response[Any]:
    """Cancel every order of a table that still waits, with a reason its guests read."""
    command = TurnDown(call.path_params["id"], (await call.command(Because)).reason)
    return await _acted(call, turn_down_session, command)


@endpoint(
    "POST",
    "/api/orders/{id:str}/cancel",
    Right.CANCEL_ORDERS,
    takes=Because,
    gives=OrderOut,
    refuses=(NoSuchOrder, NotYours, InvalidTransition, ApprovalNeeded, AlreadyPaid),
)
async def cancel(call: Call) -> Response[Any]:
    """Take a whole round back: guests their own while it waits, staff as far as the kitchen has not begun."""
    command = Cancel(call.path_params["id"], (await call.command(Because)).reason)
    return reply(await call.write(cancel_order, call.either(), command, answer=OrderOut.of))


@endpoint(
    "POST",
    "/api/order-lines/{id:str}/void",
    Right.VOID_LINES,
    takes=VoidLine,
    gives=OrderOut,
    refuses=(NoSuchLine, InvalidTransition, ApprovalNeeded, AlreadyPaid),
)
async def void(call: Call) -> Response[Any]:
    """Cancel one item, or some of its portions: the line is cancelled, and what stays is added again as it was."""
    wish = await call.command(VoidLine)
    command = Cancel(call.path_params["id"], wish.reason, wish.quantity)
    return reply(await call.write(void_line, call.staff(), command, answer=OrderOut.of))


async def _acted(call: Call, verb: Verb, command: Any) -> Response[Any]:
    """The visit as the floor shows it after the verb."""
    links = links_of(call)

    def act(tx: Tx, scope: Scope, wish: Any) -> SessionItem:
        verb(tx, scope, wish)
        return session_items(tx, scope, [bill_of(tx, scope, call.path_params["id"])], links)[0]

    return reply(await call.write(act, call.staff(), command))


def session_items(tx: Tx, scope: Scope, bills: list[Bill], links: Links) -> list[SessionItem]:
    people = [person for bill in bills for person in (bill.session.opened_by, bill.session.served_by)]
    ids = [bill.session.id for bill in bills]
    unsent: dict[str, list[OpenDraft]] = {}
    for draft in open_drafts(tx, scope, ids):
        unsent.setdefault(draft.qr_session_id, []).append(draft)
        people.append(draft.staff_id)
    names = staff_names(tx, people)
    devices = joined(tx, scope, ids)
    wanted: dict[str, list[GuestRequest]] = {}
    for request in open_requests(tx, scope):
        wanted.setdefault(request.qr_session_id, []).append(request)
    besides = [Beside(devices.get(one, 0), wanted.get(one, []), unsent.get(one, [])) for one in ids]
    return [SessionItem.of(bill, links, names, beside) for bill, beside in zip(bills, besides, strict=True)]


endpoints: list[Endpoint] = [
    list_qr_sessions,
    read_qr_session,
    close_qr_session,
    lock_session,
    announce,
    limit_session,
    turn_down_waiting,
    cancel,
    void,
]
