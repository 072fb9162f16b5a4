"""What guests ask for from their table: somebody to come, water, the bill."""

from sqlalchemy import bindparam, insert, update

from comanda.engine.tx import Tx
from comanda.floor.actions.visits import touch
from comanda.floor.errors import HowOnlyForBill, NoSuchRequest, RequestAnswered, SessionClosed
from comanda.floor.events import GuestRequested, RequestDone, RequestWithdrawn
from comanda.floor.queries import open_request, own_session, request_of
from comanda.floor.schemas import RequestIn
from comanda.floor.tables import requests
from comanda.floor.values import GuestRequest, RequestKind, RequestStatus, SessionStatus
from comanda.kernel.scope import Scope

ADD_REQUEST = insert(requests)
FINISH = (
    update(requests)
    .where(requests.c.branch_id == bindparam("branch"), requests.c.id == bindparam("request"))
    .values(status=bindparam("to"), done_at=bindparam("at"), done_by=bindparam("by"))
)


def ask(tx: Tx, scope: Scope, wish: RequestIn) -> GuestRequest:
    """The same wish twice is one request until somebody came. Raises SessionClosed, HowOnlyForBill."""
    session = own_session(tx, scope)
    if session.status is SessionStatus.CLOSED:
        raise SessionClosed(closed_because=session.closed_because)
    if wish.how is not None and wish.kind is not RequestKind.BILL:
        raise HowOnlyForBill()
    present = open_request(tx, scope, session.id, wish.kind)
    if present is not None:
        return present
    request_id = tx.new_id()
    tx.run(
        ADD_REQUEST, branch_id=scope.branch_id, id=request_id, qr_session_id=session.id, guest_id=scope.actor_id,
        kind=wish.kind, how=wish.how, status=RequestStatus.OPEN, created_at=tx.now, done_at=None, done_by=None,
    )  # fmt: skip
    tx.record(GuestRequested(id=request_id, qr_session_id=session.id, what=wish.kind, how=wish.how))
    return request_of(tx, scope, request_id)


def finish(tx: Tx, scope: Scope, request_id: str) -> GuestRequest:
    """Somebody came. Raises NoSuchRequest; done or withdrawn already stays so."""
    request = request_of(tx, scope, request_id)
    if request.status is not RequestStatus.OPEN:
        return request
    _end(tx, scope, request_id, RequestStatus.DONE)
    touch(tx, scope, request.qr_session_id)
    tx.record(RequestDone(id=request_id, qr_session_id=request.qr_session_id, what=request.kind))
    return request_of(tx, scope, request_id)


def withdraw(tx: Tx, scope: Scope, request_id: str) -> GuestRequest:
    """The way back: any phone of the table may take its wish back until somebody came.

    Raises NoSuchRequest, RequestAnswered; withdrawn already is withdrawn.
    """
    request = request_of(tx, scope, request_id)
    if request.qr_session_id != scope.qr_session_id:
        raise NoSuchRequest()
    if request.status is RequestStatus.DONE:
        raise RequestAnswered()
    if request.status is RequestStatus.WITHDRAWN:
        return request
    _end(tx, scope, request_id, RequestStatus.WITHDRAWN)
    tx.record(RequestWithdrawn(id=request_id, qr_session_id=request.qr_session_id, what=request.kind))
    return request_of(tx, scope, request_id)


def _end(tx: Tx, scope: Scope, request_id: str, to: RequestStatus) -> None:
    tx.run(FINISH, branch=scope.branch_id, request=request_id, to=to, at=tx.now, by=scope.actor_id)
