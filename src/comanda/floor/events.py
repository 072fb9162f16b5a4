"""What happened on the floor."""

from typing import ClassVar

from comanda.kernel.events import STAFF, STAFF_AND_TABLE, Event
from comanda.pricing.terms import Terms


class SessionOpened(Event, frozen=True):
    """The name of a counter sale stays in the row: it is somebody's."""

    kind: ClassVar[str] = "session.opened"
    entity: ClassVar[str] = "session"
    audience: ClassVar[str] = STAFF
    qr_session_id: str
    table_id: str | None
    table_label: str | None
    service: str
    guests: int | None
    business_date: str
    terms: Terms


class SessionClosedEvent(Event, frozen=True):
    kind: ClassVar[str] = "session.closed"
    entity: ClassVar[str] = "session"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    table_id: str | None
    because: str


class SessionRotated(Event, frozen=True):
    kind: ClassVar[str] = "session.rotated"
    entity: ClassVar[str] = "session"
    qr_session_id: str


class SessionKept(Event, frozen=True):
    """Somebody says that a party that seemed gone is still there."""

    kind: ClassVar[str] = "session.kept"
    entity: ClassVar[str] = "session"
    qr_session_id: str


class GuestJoined(Event, frozen=True):
    kind: ClassVar[str] = "guest.joined"
    entity: ClassVar[str] = "guest"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    name: str


class GuestRemoved(Event, frozen=True):
    """Staff removed a device: its credential proves nothing from now on."""

    kind: ClassVar[str] = "guest.removed"
    entity: ClassVar[str] = "guest"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    name: str


class GuestTurnedAway(Event, frozen=True):
    """A device found the session full. Recorded at most once a minute; `id` is the session."""

    kind: ClassVar[str] = "guest.turned_away"
    entity: ClassVar[str] = "session"
    qr_session_id: str
    limit: int


class SessionLocked(Event, frozen=True):
    """Whether guests' devices may order; `locked` false: they may again."""

    kind: ClassVar[str] = "session.locked"
    entity: ClassVar[str] = "session"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    locked: bool


class SessionLimited(Event, frozen=True):
    """Staff changed what the session may send by itself; null fields are as the branch says."""

    kind: ClassVar[str] = "session.limited"
    entity: ClassVar[str] = "session"
    qr_session_id: str
    devices: int | None
    device_orders: int | None
    table_orders: int | None
    value: int | None
    portions: int | None


class TablesLaidOut(Event, frozen=True):
    """`id` is the branch."""

    kind: ClassVar[str] = "floor.laid_out"
    entity: ClassVar[str] = "floor"
    tables: int


class FloorChanged(Event, frozen=True):
    """`id` is the area or table; `what` is saved, archived or moved (then `id` is the branch)."""

    kind: ClassVar[str] = "floor.changed"
    entity: ClassVar[str] = "floor"
    what: str


class GuestRequested(Event, frozen=True):
    kind: ClassVar[str] = "guest.requested"
    entity: ClassVar[str] = "request"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    what: str
    how: str | None


class RequestDone(Event, frozen=True):
    kind: ClassVar[str] = "guest.request_done"
    entity: ClassVar[str] = "request"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    what: str


class RequestWithdrawn(Event, frozen=True):
    """The table does not want it any more."""

    kind: ClassVar[str] = "guest.request_withdrawn"
    entity: ClassVar[str] = "request"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    what: str


class SessionIdle(Event, frozen=True):
    """Nobody did anything at this table for half an hour; without a touch it ends by itself."""

    kind: ClassVar[str] = "session.idle"
    entity: ClassVar[str] = "session"
    qr_session_id: str
    table_id: str | None
