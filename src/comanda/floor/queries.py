"""Reads of the floor: tables, visits, and the proofs that guests carry."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, case, func, select, text

from comanda.engine.statements import among
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.floor.errors import (
    NoSuchArea,
    NoSuchGuest,
    NoSuchRequest,
    NoSuchSession,
    NoSuchTable,
    SessionClosed,
    UnknownCode,
)
from comanda.floor.rules import RECEIPT_LASTS
from comanda.floor.tables import areas, drafts, guests, qr_sessions, requests, session_tokens, tables
from comanda.floor.values import (
    Area,
    ClosedBecause,
    DiningTable,
    FormerLabel,
    Guest,
    GuestRequest,
    JoinedGuest,
    OpenDraft,
    PayingHow,
    RequestKind,
    RequestStatus,
    Service,
    Session,
    SessionLimits,
    SessionStatus,
)
from comanda.identity.queries import branch_by_code
from comanda.kernel.clock import is_within
from comanda.kernel.errors import NotSignedIn
from comanda.kernel.scope import Role, Scope
from comanda.pricing.tax import TaxRounding
from comanda.pricing.terms import Terms

_former = cache(msgspec.json.Decoder(tuple[FormerLabel, ...]).decode)
_limits = cache(msgspec.json.Decoder(SessionLimits).decode)
_AT_TABLE = (tables.c.branch_id == qr_sessions.c.branch_id) & (tables.c.id == qr_sessions.c.table_id)
_SESSION_COLUMNS = (
    qr_sessions.c.id, qr_sessions.c.organization_id, qr_sessions.c.branch_id, qr_sessions.c.table_id,
    tables.c.label.label("table_label"), tables.c.former_labels, qr_sessions.c.status, qr_sessions.c.service,
    qr_sessions.c.name, qr_sessions.c.guests, qr_sessions.c.rotation, qr_sessions.c.business_date,
    qr_sessions.c.opened_at, qr_sessions.c.opened_by, qr_sessions.c.served_by, qr_sessions.c.touched_at,
    qr_sessions.c.closed_at, qr_sessions.c.closed_because, qr_sessions.c.ordering_locked, qr_sessions.c.limits,
    qr_sessions.c.turned_away_at, qr_sessions.c.version, qr_sessions.c.currency, qr_sessions.c.tax_included,
    qr_sessions.c.tax_rounding, qr_sessions.c.cash_step,
)  # fmt: skip
_SESSIONS = select(*_SESSION_COLUMNS).select_from(qr_sessions.outerjoin(tables, _AT_TABLE))
SESSION = _SESSIONS.where(
    qr_sessions.c.branch_id == bindparam("branch_id"), qr_sessions.c.id == bindparam("session_id")
)
SESSIONS = (
    _SESSIONS.where(
        qr_sessions.c.branch_id == bindparam("branch_id"),
        qr_sessions.c.status == bindparam("status"),
        qr_sessions.c.opened_at <= bindparam("before"),
        (qr_sessions.c.opened_at < bindparam("before")) | (qr_sessions.c.id < bindparam("before_id")),
    )
    .order_by(qr_sessions.c.opened_at.desc(), qr_sessions.c.id.desc())
    .limit(bindparam("most"))
)
SESSIONS_BY_ID = _SESSIONS.where(
    qr_sessions.c.branch_id == bindparam("branch_id"), among(qr_sessions.c.id, "session_ids")
)
OPEN_AT_TABLE = select(qr_sessions.c.id).where(
    qr_sessions.c.branch_id == bindparam("branch_id"),
    qr_sessions.c.table_id == bindparam("table_id"),
    qr_sessions.c.status == "OPEN",
)
TABLE = select(tables.c.id, tables.c.label).where(
    tables.c.branch_id == bindparam("branch_id"), tables.c.id == bindparam("table_id"), tables.c.archived == 0
)
TABLES = (
    select(
        tables.c.id, tables.c.label, tables.c.area_id, areas.c.name.label("area_name"), tables.c.seats, tables.c.x,
        tables.c.y, tables.c.shape, tables.c.version,
    )
    .select_from(tables.outerjoin(areas, (areas.c.branch_id == tables.c.branch_id) & (areas.c.id == tables.c.area_id)))
    .where(tables.c.branch_id == bindparam("branch_id"), tables.c.archived == 0)
    .order_by(tables.c.position, tables.c.id)
)  # fmt: skip
ONE_TABLE = TABLES.where(tables.c.id == bindparam("table_id"))
FORMER_LABELS = select(tables.c.former_labels).where(
    tables.c.branch_id == bindparam("branch_id"), tables.c.id == bindparam("table_id")
)
LABELS = select(tables.c.id, tables.c.label).where(tables.c.branch_id == bindparam("branch_id"), tables.c.archived == 0)
NEXT_PLACE = select(func.count().label("place")).where(tables.c.branch_id == bindparam("branch_id"))
AREAS = (
    select(areas.c.id, areas.c.name, areas.c.position, areas.c.version)
    .where(areas.c.branch_id == bindparam("branch_id"))
    .order_by(areas.c.position, areas.c.id)
)
ONE_AREA = AREAS.where(areas.c.id == bindparam("area_id"))
_REQUESTS = (
    select(
        requests.c.id, requests.c.qr_session_id, tables.c.label.label("table_label"), requests.c.kind, requests.c.how,
        requests.c.status, requests.c.created_at, requests.c.done_at,
    )
    .select_from(
        requests.join(
            qr_sessions,
            (qr_sessions.c.branch_id == requests.c.branch_id) & (qr_sessions.c.id == requests.c.qr_session_id),
        ).outerjoin(tables, _AT_TABLE)
    )
    .where(requests.c.branch_id == bindparam("branch_id"))
    .order_by(requests.c.created_at, requests.c.id)
)  # fmt: skip
ONE_REQUEST = _REQUESTS.where(requests.c.id == bindparam("request_id"))
_STILL_OPEN = text("requests.status = 'OPEN'")  # word for word: a partial index is not found by a bound value
OPEN_REQUESTS = _REQUESTS.where(_STILL_OPEN)
REQUESTS_OF_SESSION = _REQUESTS.where(requests.c.qr_session_id == bindparam("session_id"))
OPEN_REQUEST = REQUESTS_OF_SESSION.where(requests.c.kind == bindparam("what"), _STILL_OPEN)
TOKEN = (
    select(
        qr_sessions.c.id, qr_sessions.c.organization_id, qr_sessions.c.status, qr_sessions.c.rotation,
        qr_sessions.c.closed_at, session_tokens.c.rotation.label("token_rotation"),
    )
    .select_from(
        session_tokens.join(
            qr_sessions,
            (qr_sessions.c.branch_id == session_tokens.c.branch_id)
            & (qr_sessions.c.id == session_tokens.c.qr_session_id),
        )
    )
    .where(session_tokens.c.branch_id == bindparam("branch_id"), session_tokens.c.token_hash == bindparam("token_hash"))
)  # fmt: skip
GUEST = (
    select(
        guests.c.id, guests.c.name, guests.c.qr_session_id, qr_sessions.c.organization_id, qr_sessions.c.branch_id,
        qr_sessions.c.closed_at,
    )
    .select_from(
        guests.join(
            qr_sessions,
            (qr_sessions.c.branch_id == guests.c.branch_id) & (qr_sessions.c.id == guests.c.qr_session_id),
        )
    )
    .where(
        guests.c.branch_id == bindparam("branch_id"),
        guests.c.credential_hash == bindparam("credential_hash"),
        guests.c.removed_at.is_(None),
    )
)  # fmt: skip
ANY_GUEST = select(guests.c.id).where(
    guests.c.branch_id == bindparam("branch_id"), guests.c.credential_hash == bindparam("credential_hash")
)
"""Also one that was removed."""
_SAME_LINK = case(((guests.c.rotation == bindparam("rotation")) & guests.c.removed_at.is_(None), 1), else_=0)
GUEST_COUNT = select(func.count().label("count"), func.coalesce(func.sum(_SAME_LINK), 0).label("by_this_link")).where(
    guests.c.branch_id == bindparam("branch_id"), guests.c.qr_session_id == bindparam("session_id")
)
GUEST_COUNTS = (
    select(guests.c.qr_session_id, func.count().label("count"))
    .where(
        guests.c.branch_id == bindparam("branch_id"),
        among(guests.c.qr_session_id, "session_ids"),
        guests.c.removed_at.is_(None),
    )
    .group_by(guests.c.qr_session_id)
)
_JOINED = select(
    guests.c.id, guests.c.qr_session_id, guests.c.name, guests.c.rotation, guests.c.joined_at, guests.c.removed_at
)
JOINED_GUEST = _JOINED.where(guests.c.branch_id == bindparam("branch_id"), guests.c.id == bindparam("guest_id"))
JOINED_GUESTS = _JOINED.where(
    guests.c.branch_id == bindparam("branch_id"), guests.c.qr_session_id == bindparam("session_id")
).order_by(guests.c.joined_at, guests.c.id)
OPEN_DRAFTS = (
    select(drafts.c.qr_session_id, drafts.c.device, drafts.c.staff_id, drafts.c.quantity)
    .where(drafts.c.branch_id == bindparam("branch_id"), among(drafts.c.qr_session_id, "session_ids"))
    .order_by(drafts.c.at, drafts.c.device)
)
GUEST_NAMES = select(guests.c.id, guests.c.name).where(
    guests.c.branch_id == bindparam("branch_id"), guests.c.qr_session_id == bindparam("session_id")
)


class GuestProof(Struct, frozen=True):
    """The cookie of a device that joined."""

    credential: str

    def prove(self, tx: Tx) -> Scope:
        """Raises NotSignedIn. For a day after closing a visit still proves: its guests may read their receipt."""
        branch_id = branch_by_code(tx, self.credential.partition(".")[0])
        row = branch_id and tx.one(GUEST, branch_id=branch_id, credential_hash=fingerprint(self.credential))
        if not row:
            removed = branch_id and tx.one(ANY_GUEST, branch_id=branch_id, credential_hash=fingerprint(self.credential))
            raise NotSignedIn() if removed else NotSignedIn.by_guess()
        if receipt_is_over(row.closed_at, tx.now):
            raise NotSignedIn()
        return Scope(Role.GUEST, f"guest:{row.id}", row.organization_id, row.branch_id, row.name, row.qr_session_id)


class TokenProof(Struct, frozen=True):
    """A visit's link. It lets a device join, and nothing else."""

    token: str

    def prove(self, tx: Tx) -> Scope:
        """Raises UnknownCode for what never was a link, or is that of a visit over for more than a day.

        Whether the visit is still open is the verb's to say.
        """
        branch_id = branch_by_code(tx, self.token.partition("-")[0])
        row = branch_id and tx.one(TOKEN, branch_id=branch_id, token_hash=fingerprint(self.token))
        if not row or receipt_is_over(row.closed_at, tx.now):
            raise UnknownCode()
        return Scope(Role.GUEST, "guest:", row.organization_id, branch_id or "", "", row.id)


def session_of(tx: Tx, scope: Scope, session_id: str) -> Session:
    """Raises NoSuchSession."""
    row = tx.one(SESSION, branch_id=scope.branch_id, session_id=session_id)
    if row is None:
        raise NoSuchSession()
    return _session(row)


def open_session(tx: Tx, scope: Scope, session_id: str) -> Session:
    """Raises NoSuchSession, or SessionClosed when the visit is over."""
    session = session_of(tx, scope, session_id)
    if session.status is not SessionStatus.OPEN:
        raise SessionClosed(closed_because=session.closed_because)
    return session


def session_by_link(tx: Tx, scope: Scope, token: str) -> Session:
    """The visit a proved token still lets people into. Raises SessionClosed, also for a token that was replaced."""
    named = tx.one(TOKEN, branch_id=scope.branch_id, token_hash=fingerprint(token))
    session = open_session(tx, scope, named.id)
    if named.token_rotation != session.rotation:
        raise SessionClosed(closed_because="code-replaced")
    return session


def own_session(tx: Tx, scope: Scope) -> Session:
    """A guest's own visit, open or closed. Raises NotSignedIn for somebody who has none."""
    if scope.qr_session_id is None:
        raise NotSignedIn()
    return session_of(tx, scope, scope.qr_session_id)


def sessions(tx: Tx, scope: Scope, status: SessionStatus, before: tuple[int, str], most: int) -> Sequence[Session]:
    """Newest first, from before `(opened_at, id)`."""
    rows = tx.all(SESSIONS, branch_id=scope.branch_id, status=status, before=before[0], before_id=before[1], most=most)
    return [_session(row) for row in rows]


def sessions_by_id(tx: Tx, scope: Scope, session_ids: list[str]) -> dict[str, Session]:
    """Those of the visits that are this branch's."""
    rows = tx.all(SESSIONS_BY_ID, branch_id=scope.branch_id, session_ids=session_ids)
    return {row.id: _session(row) for row in rows}


def open_at_table(tx: Tx, scope: Scope, table_id: str) -> str | None:
    """The id of the visit at this table."""
    row = tx.one(OPEN_AT_TABLE, branch_id=scope.branch_id, table_id=table_id)
    return None if row is None else row.id


def dining_tables(tx: Tx, scope: Scope) -> list[DiningTable]:
    return [DiningTable(*row) for row in tx.all(TABLES, branch_id=scope.branch_id)]


def table_of(tx: Tx, scope: Scope, table_id: str) -> DiningTable:
    """Raises NoSuchTable."""
    row = tx.one(ONE_TABLE, branch_id=scope.branch_id, table_id=table_id)
    if row is None:
        raise NoSuchTable()
    return DiningTable(*row)


def former_labels(tx: Tx, scope: Scope, table_id: str) -> tuple[FormerLabel, ...]:
    """Of a table that is there, the oldest first."""
    return _former(tx.one(FORMER_LABELS, branch_id=scope.branch_id, table_id=table_id).former_labels)


def floor_areas(tx: Tx, scope: Scope) -> list[Area]:
    return [Area(*row) for row in tx.all(AREAS, branch_id=scope.branch_id)]


def area_of(tx: Tx, scope: Scope, area_id: str) -> Area:
    """Raises NoSuchArea."""
    row = tx.one(ONE_AREA, branch_id=scope.branch_id, area_id=area_id)
    if row is None:
        raise NoSuchArea()
    return Area(*row)


def request_of(tx: Tx, scope: Scope, request_id: str) -> GuestRequest:
    """Raises NoSuchRequest."""
    row = tx.one(ONE_REQUEST, branch_id=scope.branch_id, request_id=request_id)
    if row is None:
        raise NoSuchRequest()
    return _request(row)


def open_request(tx: Tx, scope: Scope, session_id: str, kind: RequestKind) -> GuestRequest | None:
    row = tx.one(OPEN_REQUEST, branch_id=scope.branch_id, session_id=session_id, what=kind)
    return None if row is None else _request(row)


def open_requests(tx: Tx, scope: Scope) -> list[GuestRequest]:
    """Everything guests of the branch wait for, oldest first."""
    return [_request(row) for row in tx.all(OPEN_REQUESTS, branch_id=scope.branch_id)]


def requests_of(tx: Tx, scope: Scope, session_id: str) -> list[GuestRequest]:
    """A visit's own, done ones too."""
    return [_request(row) for row in tx.all(REQUESTS_OF_SESSION, branch_id=scope.branch_id, session_id=session_id)]


def guests_of(tx: Tx, scope: Scope, session_id: str) -> list[JoinedGuest]:
    """Every device that joined, removed ones too, in the order they came."""
    return [JoinedGuest(*row) for row in tx.all(JOINED_GUESTS, branch_id=scope.branch_id, session_id=session_id)]


def guest_of(tx: Tx, scope: Scope, guest_id: str) -> JoinedGuest:
    """Raises NoSuchGuest."""
    row = tx.one(JOINED_GUEST, branch_id=scope.branch_id, guest_id=guest_id)
    if row is None:
        raise NoSuchGuest()
    return JoinedGuest(*row)


def joined(tx: Tx, scope: Scope, session_ids: list[str]) -> dict[str, int]:
    """How many devices joined each visit and were not removed."""
    rows = tx.all(GUEST_COUNTS, branch_id=scope.branch_id, session_ids=session_ids)
    return {row.qr_session_id: row.count for row in rows}


def open_drafts(tx: Tx, scope: Scope, session_ids: list[str]) -> list[OpenDraft]:
    """What staff have put together for these sessions and not sent, oldest first."""
    return [OpenDraft(*row) for row in tx.all(OPEN_DRAFTS, branch_id=scope.branch_id, session_ids=session_ids)]


def guest_names(tx: Tx, scope: Scope, session_id: str) -> dict[str, str]:
    """Given names by guest id."""
    return {row.id: row.name for row in tx.all(GUEST_NAMES, branch_id=scope.branch_id, session_id=session_id)}


def itself(scope: Scope) -> Guest:
    """The guest who asks."""
    return Guest(scope.actor_id, scope.name)


def receipt_is_over(closed_at: int | None, now: int) -> bool:
    """Whether its guests have lost what they may read for a day after closing."""
    return closed_at is not None and not is_within(RECEIPT_LASTS, closed_at, now)


def _session(row: Any) -> Session:
    return Session(
        row.id,
        row.organization_id,
        row.branch_id,
        row.table_id,
        row.table_label,
        SessionStatus(row.status),
        Service(row.service),
        row.name,
        row.guests,
        row.rotation,
        row.business_date,
        row.opened_at,
        row.opened_by,
        row.served_by,
        row.touched_at,
        row.closed_at,
        None if row.closed_because is None else ClosedBecause(row.closed_because),
        bool(row.ordering_locked),
        _limits(row.limits),
        row.turned_away_at,
        Terms(row.currency, bool(row.tax_included), TaxRounding(row.tax_rounding), row.cash_step),
        row.version,
        _former(row.former_labels or "[]"),
    )


def _request(row: Any) -> GuestRequest:
    how = None if row.how is None else PayingHow(row.how)
    kind, status = RequestKind(row.kind), RequestStatus(row.status)
    return GuestRequest(row.id, row.qr_session_id, row.table_label, kind, how, status, row.created_at, row.done_at)
