"""What becomes of visits that nobody looks after."""

from comanda.engine.timer import Handler, remind
from comanda.engine.tx import Tx
from comanda.floor.actions.visits import end_visit
from comanda.floor.errors import NoSuchSession
from comanda.floor.events import SessionIdle
from comanda.floor.queries import joined, session_of
from comanda.floor.rules import ANSWER_WITHIN, IDLE, IDLE_AFTER, UNANSWERED
from comanda.floor.values import ClosedBecause, Session, SessionStatus
from comanda.kernel.clock import is_within
from comanda.kernel.scope import Scope
from comanda.orders.queries import any_order


def look_after(tx: Tx, scope: Scope, session_id: str) -> None:
    """A visit without order, guest or touch for half an hour: staff are asked, and have five minutes from then on.

    A visit that owes anything, or that a guest has joined, is never ended by time.
    """
    session = _empty_visit(tx, scope, session_id)
    if session is None or _not_yet(tx, scope, session):
        return
    tx.record(SessionIdle(id=session_id, qr_session_id=session_id, table_id=session.table_id))
    remind(tx, scope, UNANSWERED, session_id, tx.now + ANSWER_WITHIN)


def end_unanswered(tx: Tx, scope: Scope, session_id: str) -> None:
    """Nobody touched the visit that was asked about: it ends."""
    session = _empty_visit(tx, scope, session_id)
    if session is not None and not _not_yet(tx, scope, session):
        end_visit(tx, scope, session, ClosedBecause.EXPIRED)


def _not_yet(tx: Tx, scope: Scope, session: Session) -> bool:
    """Somebody touched it meanwhile: the half hour begins anew."""
    lately = is_within(IDLE_AFTER - 1, session.touched_at, tx.now)
    if lately:
        remind(tx, scope, IDLE, session.id, session.touched_at + IDLE_AFTER)
    return lately


def _empty_visit(tx: Tx, scope: Scope, session_id: str) -> Session | None:
    """The visit, while it is open and nobody has ordered or joined."""
    try:
        session = session_of(tx, scope, session_id)
    except NoSuchSession:
        return None
    if session.status is not SessionStatus.OPEN or any_order(tx, scope, session_id) or joined(tx, scope, [session_id]):
        return None
    return session


HANDLERS: dict[str, Handler] = {IDLE: look_after, UNANSWERED: end_unanswered}
"""By the kind of the reminder."""
