"""What becomes of visits that nobody looks after."""

from comanda.billing.queries import bill_of
from comanda.engine.timer import remind
from comanda.engine.tx import Tx
from comanda.floor.actions.visits import end_visit
from comanda.floor.errors import NoSuchSession
from comanda.floor.events import SessionIdle
from comanda.floor.queries import joined
from comanda.floor.rules import ANSWER_WITHIN, IDLE, IDLE_AFTER
from comanda.floor.values import ClosedBecause, SessionStatus
from comanda.kernel.scope import Scope


def look_after(tx: Tx, scope: Scope, session_id: str) -> None:
    """A visit without order, guest or touch for half an hour: staff are asked; untouched five minutes more, it ends.

    A visit that owes anything, or that a guest has joined, is never ended by time.
    """
    try:
        bill = bill_of(tx, scope, session_id)
    except NoSuchSession:
        return
    session = bill.session
    if session.status is not SessionStatus.OPEN or bill.orders or joined(tx, scope, [session_id]):
        return
    quiet = tx.now - session.touched_at
    if quiet < IDLE_AFTER:
        remind(tx, scope, IDLE, session_id, session.touched_at + IDLE_AFTER)
    elif quiet < IDLE_AFTER + ANSWER_WITHIN:
        tx.record(SessionIdle(id=session_id, qr_session_id=session_id, table_id=session.table_id))
        remind(tx, scope, IDLE, session_id, session.touched_at + IDLE_AFTER + ANSWER_WITHIN)
    else:
        end_visit(tx, scope, session, ClosedBecause.EXPIRED)
