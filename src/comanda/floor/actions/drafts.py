"""What tills announce of rounds they have not sent, so that nobody closes a table over a colleague's work unasked."""

from msgspec import Struct
from sqlalchemy import bindparam, delete, insert

from comanda.engine.tx import Tx
from comanda.floor.queries import open_session
from comanda.floor.tables import drafts
from comanda.floor.values import Session
from comanda.kernel.scope import Scope

ADD_DRAFT = insert(drafts)
_OF_SESSION = (drafts.c.branch_id == bindparam("branch"), drafts.c.qr_session_id == bindparam("session"))
DROP_DRAFT = delete(drafts).where(*_OF_SESSION, drafts.c.device == bindparam("of_device"))
DROP_DRAFTS = delete(drafts).where(*_OF_SESSION)


class Announce(Struct, frozen=True):
    """`items` 0: this device has nothing unsent for the table any more."""

    session_id: str
    device: str
    items: int


def announce_draft(tx: Tx, scope: Scope, command: Announce) -> Session:
    """The device's last word stands. Raises NoSuchSession, SessionClosed."""
    session = open_session(tx, scope, command.session_id)
    tx.run(DROP_DRAFT, branch=scope.branch_id, session=session.id, of_device=command.device)
    if command.items:
        tx.run(
            ADD_DRAFT, branch_id=scope.branch_id, qr_session_id=session.id, device=command.device,
            staff_id=scope.actor_id, quantity=command.items, at=tx.now,
        )  # fmt: skip
    return session


def forget_drafts(tx: Tx, scope: Scope, session_id: str) -> None:
    """The session is over; what was not sent stays with its till."""
    tx.run(DROP_DRAFTS, branch=scope.branch_id, session=session_id)
