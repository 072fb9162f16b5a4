"""Visits: opening, rotating and ending them, and letting guests in."""

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, delete, insert, update

from comanda.engine.timer import forget, remind
from comanda.engine.tokens import fingerprint, random_secret
from comanda.engine.tx import Tx
from comanda.floor.actions.drafts import forget_drafts
from comanda.floor.errors import NoSuchTable, SessionClosed, TableMismatch, TableOccupied, TooManyDevices
from comanda.floor.events import GuestJoined, SessionClosedEvent, SessionKept, SessionOpened, SessionRotated
from comanda.floor.queries import (
    ANY_GUEST,
    GUEST,
    GUEST_COUNT,
    OPEN_AT_TABLE,
    TABLE,
    guest_names,
    open_session,
    receipt_is_over,
    session_by_link,
    session_of,
)
from comanda.floor.rules import (
    IDLE,
    IDLE_AFTER,
    RECEIPT_LASTS,
    UNANSWERED,
    Links,
    as_text,
    given_name,
    is_called,
    limits_of,
)
from comanda.floor.tables import guests, qr_sessions, requests, session_tokens
from comanda.floor.values import ClosedBecause, Guest, Service, Session, SessionLimits, SessionStatus
from comanda.identity.queries import branch_of
from comanda.kernel.clock import business_date
from comanda.kernel.scope import Scope

ADD_SESSION = insert(qr_sessions)
ADD_TOKEN = insert(session_tokens)
ADD_GUEST = insert(guests)
_THIS = (qr_sessions.c.branch_id == bindparam("branch"), qr_sessions.c.id == bindparam("session"))
TOUCH = update(qr_sessions).where(*_THIS).values(touched_at=bindparam("at"))
ROTATE = (
    update(qr_sessions)
    .where(*_THIS)
    .values(rotation=bindparam("to"), touched_at=bindparam("at"), version=qr_sessions.c.version + 1)
)
CLOSE = (
    update(qr_sessions)
    .where(*_THIS, qr_sessions.c.status == "OPEN")
    .values(
        status="CLOSED", closed_at=bindparam("at"), closed_because=bindparam("why"), version=qr_sessions.c.version + 1
    )
)

DROP_WISHES = (
    update(requests)
    .where(
        requests.c.branch_id == bindparam("branch"),
        requests.c.qr_session_id == bindparam("session"),
        requests.c.status == "OPEN",
    )
    .values(status="DONE", done_at=bindparam("at"))
)
DROP_TOKENS = delete(session_tokens).where(
    session_tokens.c.branch_id == bindparam("branch"), session_tokens.c.qr_session_id == bindparam("session")
)
REPLACE_CREDENTIAL = (
    update(guests)
    .where(guests.c.branch_id == bindparam("branch"), guests.c.id == bindparam("guest"))
    .values(credential_hash=bindparam("nobodys"))
)

OVER = "session.over"
"""The reminder that the secrets of a closed visit have served."""


class OpenTable(Struct, frozen=True):
    """`table_id` None for a counter sale; `guests` is how many people, where somebody counted."""

    table_id: str | None
    guests: int | None
    service: Service
    name: str | None
    links: Links


class JoinTable(Struct, frozen=True):
    """A device with the visit's token, and the secret it will carry from now on."""

    token: str
    credential: str
    table: str | None


def open_table(tx: Tx, scope: Scope, command: OpenTable) -> Session:
    """A party sits down, or a counter sale begins. Raises NoSuchTable, TableOccupied."""
    label = None
    if command.table_id is not None:
        table = tx.one(TABLE, branch_id=scope.branch_id, table_id=command.table_id)
        if table is None:
            raise NoSuchTable()
        label = table.label
        present = tx.one(OPEN_AT_TABLE, branch_id=scope.branch_id, table_id=command.table_id)
        if present is not None:
            raise TableOccupied(qr_session_id=present.id)

    branch = branch_of(tx, scope.branch_id)
    day = business_date(tx.now, branch.timezone, branch.cutoff).isoformat()
    session = Session(
        tx.new_id(), scope.organization_id, scope.branch_id, command.table_id, label, SessionStatus.OPEN,
        command.service, command.name, command.guests, 1, day, tx.now, scope.actor_id, scope.actor_id, tx.now,
        None, None, False, SessionLimits(), None, branch.terms, 1,
    )  # fmt: skip
    tx.run(ADD_SESSION, **_session_row(session))
    _add_token(tx, session, command.links)
    tx.record(
        SessionOpened(
            id=session.id, qr_session_id=session.id, table_id=session.table_id, table_label=label,
            service=session.service, guests=session.guests, business_date=day, terms=session.terms,
        )
    )  # fmt: skip
    remind(tx, scope, IDLE, session.id, tx.now + IDLE_AFTER)
    return session


def rotate(tx: Tx, scope: Scope, command: tuple[str, Links]) -> Session:
    """A new code for the same visit; the old one lets nobody in any more. Raises NoSuchSession, SessionClosed."""
    session_id, links = command
    before = open_session(tx, scope, session_id)
    tx.run(ROTATE, branch=scope.branch_id, session=session_id, to=before.rotation + 1, at=tx.now)
    session = session_of(tx, scope, session_id)
    _add_token(tx, session, links)
    tx.record(SessionRotated(id=session_id, qr_session_id=session_id))
    return session


def keep_visit(tx: Tx, scope: Scope, session_id: str) -> Session:
    """The party is still there, however quiet it is. Raises NoSuchSession, SessionClosed."""
    open_session(tx, scope, session_id)
    touch(tx, scope, session_id)
    tx.record(SessionKept(id=session_id, qr_session_id=session_id))
    return session_of(tx, scope, session_id)


def join_table(tx: Tx, scope: Scope, command: JoinTable) -> Guest:
    """A device joins the visit its token names; the same secret again is the same guest.

    Raises SessionClosed, TableMismatch, TooManyDevices.
    """
    session = session_by_link(tx, scope, command.token)
    if command.table is not None and not is_called(session, command.table):
        raise TableMismatch()
    credential_hash = fingerprint(command.credential)
    known = tx.one(GUEST, branch_id=scope.branch_id, credential_hash=credential_hash)
    if known is not None and known.qr_session_id == session.id:
        return Guest(known.id, known.name)

    if tx.one(ANY_GUEST, branch_id=scope.branch_id, credential_hash=credential_hash) is not None:
        raise SessionClosed(closed_because="device-removed")

    present = tx.one(GUEST_COUNT, branch_id=scope.branch_id, session_id=session.id, rotation=session.rotation)
    limit = limits_of(session, branch_of(tx, scope.branch_id)).devices
    if present.by_this_link >= limit:
        raise TooManyDevices(limit=limit)
    guest = Guest(tx.new_id(), given_name(present.count))
    tx.actor = f"guest:{guest.id}"
    tx.run(
        ADD_GUEST, branch_id=scope.branch_id, id=guest.id, qr_session_id=session.id, name=guest.name,
        credential_hash=credential_hash, rotation=session.rotation, joined_at=tx.now, removed_at=None,
    )  # fmt: skip
    touch(tx, scope, session.id)
    tx.record(GuestJoined(id=guest.id, qr_session_id=session.id, name=guest.name))
    return guest


def touch(tx: Tx, scope: Scope, session_id: str) -> None:
    """Somebody did something for this table; the floor shows the minutes since."""
    tx.run(TOUCH, branch=scope.branch_id, session=session_id, at=tx.now)


def end_visit(tx: Tx, scope: Scope, session: Session, because: ClosedBecause) -> None:
    """The table is free again, and nobody is called to it any more. Who may end a visit is billing's rule."""
    tx.run(CLOSE, branch=scope.branch_id, session=session.id, at=tx.now, why=because)
    tx.run(DROP_WISHES, branch=scope.branch_id, session=session.id, at=tx.now)
    forget_drafts(tx, scope, session.id)
    forget(tx, scope, IDLE, session.id)
    forget(tx, scope, UNANSWERED, session.id)
    remind(tx, scope, OVER, session.id, tx.now + RECEIPT_LASTS)
    tx.record(SessionClosedEvent(id=session.id, qr_session_id=session.id, table_id=session.table_id, because=because))


def forget_visit(tx: Tx, scope: Scope, session_id: str) -> None:
    """A day after closing its links and its guests' secrets prove nothing any more, and are thrown away."""
    closed_at = session_of(tx, scope, session_id).closed_at
    if closed_at is not None and not receipt_is_over(closed_at, tx.now):
        remind(tx, scope, OVER, session_id, closed_at + RECEIPT_LASTS)
        return
    tx.run(DROP_TOKENS, branch=scope.branch_id, session=session_id)
    gone = guest_names(tx, scope, session_id)
    rows = [{"branch": scope.branch_id, "guest": one, "nobodys": fingerprint(random_secret())} for one in gone]
    tx.many(REPLACE_CREDENTIAL, rows)


def _add_token(tx: Tx, session: Session, links: Links) -> None:
    tx.run(
        ADD_TOKEN,
        branch_id=session.branch_id,
        token_hash=fingerprint(links.token(session)),
        qr_session_id=session.id,
        rotation=session.rotation,
    )


def _session_row(session: Session) -> dict[str, object]:
    names = (
        "branch_id", "id", "organization_id", "table_id", "status", "service", "name", "guests", "rotation",
        "business_date", "opened_at", "opened_by", "served_by", "touched_at", "closed_at", "closed_because",
        "turned_away_at", "version",
    )  # fmt: skip
    row: dict[str, object] = {name: getattr(session, name) for name in names}
    terms = msgspec.structs.asdict(session.terms)
    row |= {**terms, "tax_included": int(session.terms.tax_included)}
    return {**row, "ordering_locked": int(session.ordering_locked), "limits": as_text(session.limits)}
