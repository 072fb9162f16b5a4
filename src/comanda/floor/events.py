"""What happened on the floor."""

from typing import ClassVar

from comanda.kernel.events import STAFF, STAFF_AND_TABLE, Event


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


class GuestJoined(Event, frozen=True):
    kind: ClassVar[str] = "guest.joined"
    entity: ClassVar[str] = "guest"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    name: str


class TablesLaidOut(Event, frozen=True):
    """`id` is the branch."""

    kind: ClassVar[str] = "floor.laid_out"
    entity: ClassVar[str] = "floor"
    tables: int
