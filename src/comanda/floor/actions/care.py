"""What staff do when a table session is misused: remove a device, lock ordering, change its limits."""

from msgspec import UNSET, Struct
from msgspec.structs import asdict, replace
from sqlalchemy import bindparam, update

from comanda.engine.tx import Tx
from comanda.floor.actions.visits import touch
from comanda.floor.events import GuestRemoved, GuestTurnedAway, SessionLimited, SessionLocked
from comanda.floor.queries import guest_of, open_session, session_of
from comanda.floor.rules import TURNED_AWAY_EVERY, as_text, limits_of
from comanda.floor.schemas import SetLimits
from comanda.floor.tables import guests, qr_sessions
from comanda.floor.values import JoinedGuest, Session
from comanda.identity.queries import branch_of
from comanda.kernel.clock import is_within
from comanda.kernel.scope import Scope

_THIS = (qr_sessions.c.branch_id == bindparam("branch"), qr_sessions.c.id == bindparam("session"))
REMOVE = (
    update(guests)
    .where(guests.c.branch_id == bindparam("branch"), guests.c.id == bindparam("guest"))
    .values(removed_at=bindparam("at"))
)
LOCK = update(qr_sessions).where(*_THIS).values(ordering_locked=bindparam("to"), version=qr_sessions.c.version + 1)
LIMIT = update(qr_sessions).where(*_THIS).values(limits=bindparam("to"), version=qr_sessions.c.version + 1)
TURN_AWAY = update(qr_sessions).where(*_THIS).values(turned_away_at=bindparam("at"))


class Lock(Struct, frozen=True):
    """`locked` False lets guests' devices order again."""

    session_id: str
    locked: bool


class Limit(Struct, frozen=True):
    """The session's own limits; what the wish leaves out stays as it is."""

    session_id: str
    wish: SetLimits


def remove_guest(tx: Tx, scope: Scope, guest_id: str) -> JoinedGuest:
    """The device's credential proves nothing from now on. Raises NoSuchGuest; removed already stays so."""
    guest = guest_of(tx, scope, guest_id)
    if guest.removed_at is not None:
        return guest
    tx.run(REMOVE, branch=scope.branch_id, guest=guest_id, at=tx.now)
    _room_was_made(tx, scope, session_of(tx, scope, guest.qr_session_id))
    tx.record(GuestRemoved(id=guest_id, qr_session_id=guest.qr_session_id, name=guest.name))
    return replace(guest, removed_at=tx.now)


def lock_ordering(tx: Tx, scope: Scope, command: Lock) -> Session:
    """Guests' devices may not order, or may again. Raises NoSuchSession, SessionClosed."""
    session = open_session(tx, scope, command.session_id)
    if session.ordering_locked is command.locked:
        return session
    tx.run(LOCK, branch=scope.branch_id, session=session.id, to=int(command.locked))
    touch(tx, scope, session.id)
    tx.record(SessionLocked(id=session.id, qr_session_id=session.id, locked=command.locked))
    return session_of(tx, scope, session.id)


def set_limits(tx: Tx, scope: Scope, command: Limit) -> Session:
    """What this party may send without staff looking first; the same limits again answer a device turned away.

    Raises NoSuchSession, SessionClosed.
    """
    session = open_session(tx, scope, command.session_id)
    wanted = {name: value for name, value in asdict(command.wish).items() if value is not UNSET}
    limits = replace(session.limits, **wanted)
    if limits == session.limits and session.turned_away_at is None:
        return session
    tx.run(LIMIT, branch=scope.branch_id, session=session.id, to=as_text(limits))
    _room_was_made(tx, scope, session)
    touch(tx, scope, session.id)
    tx.record(SessionLimited(id=session.id, qr_session_id=session.id, **asdict(limits)))
    return session_of(tx, scope, session.id)


def turn_away(tx: Tx, scope: Scope, _: object) -> None:
    """A device found the session full: staff are told, at most once a minute. Raises NoSuchSession, SessionClosed."""
    session = open_session(tx, scope, scope.qr_session_id or "")
    if session.turned_away_at is not None and is_within(TURNED_AWAY_EVERY - 1, session.turned_away_at, tx.now):
        return
    tx.run(TURN_AWAY, branch=scope.branch_id, session=session.id, at=tx.now)
    limit = limits_of(session, branch_of(tx, scope.branch_id)).devices
    tx.record(GuestTurnedAway(id=session.id, qr_session_id=session.id, limit=limit))


def _room_was_made(tx: Tx, scope: Scope, session: Session) -> None:
    if session.turned_away_at is not None:
        tx.run(TURN_AWAY, branch=scope.branch_id, session=session.id, at=None)
