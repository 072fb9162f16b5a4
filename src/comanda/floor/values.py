"""Table sessions as other rooms hold them."""

from enum import StrEnum

from msgspec import Struct

from comanda.pricing.terms import Terms


class SessionStatus(StrEnum):
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class ClosedBecause(StrEnum):
    SETTLED = "settled"
    EMPTY = "empty"
    EXPIRED = "expired"
    MERGED = "merged"
    WRITTEN_OFF = "written_off"


class Service(StrEnum):
    DINE_IN = "dine_in"
    TAKEAWAY = "takeaway"


class RequestKind(StrEnum):
    """What a guest may call somebody for."""

    WAITER = "waiter"
    BILL = "bill"
    WATER = "water"
    CUTLERY = "cutlery"


class RequestStatus(StrEnum):
    OPEN = "OPEN"
    DONE = "DONE"
    WITHDRAWN = "WITHDRAWN"


class PayingHow(StrEnum):
    """How a table wants to pay when it asks for the bill."""

    CARD = "card"
    CASH = "cash"
    SPLIT = "split"


class SessionLimits(Struct, frozen=True):
    """What staff allow this table session beyond its branch's `OrderLimits`; None: as the branch says."""

    devices: int | None = None
    device_orders: int | None = None
    table_orders: int | None = None
    value: int | None = None
    portions: int | None = None


class FormerLabel(Struct, frozen=True):
    """What a table was called, until a moment in microseconds; codes printed before then say it."""

    label: str
    until: int


class Session(Struct, frozen=True):
    """One party's visit. Times in microseconds; `guests` is how many people, None when nobody counted."""

    id: str
    organization_id: str
    branch_id: str
    table_id: str | None
    table_label: str | None
    status: SessionStatus
    service: Service
    name: str | None
    guests: int | None
    rotation: int
    business_date: str
    opened_at: int
    opened_by: str
    served_by: str
    touched_at: int
    closed_at: int | None
    closed_because: ClosedBecause | None
    ordering_locked: bool
    """Staff take no orders from guests' devices for now."""
    limits: SessionLimits
    turned_away_at: int | None
    """When a device last found the session full; None again once staff made room."""
    terms: Terms
    """As the branch's settings were when it opened."""
    version: int
    former_labels: tuple[FormerLabel, ...] = ()
    """Of its table, whenever that was."""


class JoinedGuest(Struct, frozen=True):
    """A device of a table session. Times in microseconds; `removed_at` None while it may order."""

    id: str
    qr_session_id: str
    name: str
    rotation: int
    """Of the code it joined by."""
    joined_at: int
    removed_at: int | None


class OpenDraft(Struct, frozen=True):
    """Items that a device has put together for a table session and not sent; `device` names itself."""

    qr_session_id: str
    device: str
    staff_id: str
    items: int


class Guest(Struct, frozen=True):
    """One device that joined, under its given name."""

    id: str
    name: str


class DiningTable(Struct, frozen=True):
    id: str
    label: str
    area_id: str | None
    area_name: str | None
    seats: int
    x: int
    y: int
    shape: str
    version: int


class Area(Struct, frozen=True):
    id: str
    name: str
    position: int
    version: int


class GuestRequest(Struct, frozen=True):
    """Somebody is wanted at a table. Times in microseconds."""

    id: str
    qr_session_id: str
    table_label: str | None
    kind: RequestKind
    how: PayingHow | None
    status: RequestStatus
    created_at: int
    done_at: int | None
