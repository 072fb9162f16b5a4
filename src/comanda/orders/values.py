"""Orders and lines as other rooms hold them."""

from enum import StrEnum

from msgspec import Struct

from comanda.floor.values import Service
from comanda.kernel.money import Millionths, Minor


class OrderStatus(StrEnum):
    OPEN = "OPEN"
    CONFIRMED = "CONFIRMED"
    PAID = "PAID"
    CANCELLED = "CANCELLED"


class LineStatus(StrEnum):
    PLACED = "PLACED"
    HELD = "HELD"
    FIRED = "FIRED"
    PREPARING = "PREPARING"
    READY = "READY"
    SERVED = "SERVED"
    VOIDED = "VOIDED"


class Source(StrEnum):
    GUEST = "guest"
    CASHIER = "cashier"


class HeldBecause(StrEnum):
    """Why a guest's order waits for staff although its branch may confirm automatically."""

    DEVICE_LIMIT = "device-limit"
    """The device sent more orders in ten minutes than it may."""
    TABLE_LIMIT = "table-limit"
    """The table session's devices together did."""
    VALUE_CAP = "value-cap"
    """What staff have not seen of this session is worth too much."""
    PORTIONS_CAP = "portions-cap"
    """What staff have not seen of this session is too many portions."""
    STOCK_SHARE = "stock-share"
    """Waiting orders of this session hold their share of what is counted; this one holds less than it asks for."""


class LineOption(Struct, frozen=True):
    option_id: str
    group: str
    name: str
    price_delta: Minor
    quantity: int
    kind: str


class OrderLine(Struct, frozen=True):
    """A snapshot of what was sold; only the status and the reason of a void ever change."""

    id: str
    order_id: str
    position: int
    product_id: str
    name: str
    station: str
    quantity: int
    unit_price: Minor
    line_total: Minor
    options: list[LineOption]
    tax_id: str
    tax_name: str
    tax_rate: Millionths
    note: str
    allergies: list[str]
    seat: int | None
    course: int | None
    status: LineStatus
    status_at: int
    previous_status: LineStatus | None
    prepared_at: int | None
    """When somebody first began to make it; stepping back does not undo that."""
    void_reason: str | None
    counted: bool
    counted_options: list[str]
    reserved: bool
    """The portions of what is counted have left the count. False above the session's share: confirming takes them."""
    flagged_at: int | None
    """When the kitchen said that it cannot make this."""
    acknowledged_at: int | None
    """When the kitchen saw the allergy, or that the item is cancelled."""

    @property
    def live(self) -> bool:
        return self.status is not LineStatus.VOIDED


class Order(Struct, frozen=True):
    """One round. `total` is the sum of its live lines; times in microseconds."""

    id: str
    number: int
    business_date: str
    status: OrderStatus
    source: Source
    service: Service
    organization_id: str
    branch_id: str
    table_id: str | None
    table_label: str | None
    qr_session_id: str
    placed_by: str
    """The actor: `staff:<id>` or `guest:<id>`."""
    placed_name: str
    currency: str
    note: str
    cancelled_because: str | None
    lines: list[OrderLine]
    total: Minor
    created_at: int
    confirmed_at: int | None
    confirmed_by: str | None
    """The actor: `staff:<id>`, or `system` where the branch confirmed by itself."""
    held_because: HeldBecause | None
    portions: int
    """Of its live lines."""
    ticket_id: str | None
    """Orders confirmed together are one kitchen ticket."""
    version: int


class Sums(Struct, frozen=True):
    """Orders of one status in a table session. `since` is when the oldest was sent, `upto` when the latest."""

    count: int
    total: int
    since: int
    upto: int


class Sent(Struct, frozen=True):
    """What a table session sent so far. `waiting` and `lately` count guests' orders, `lately` those of ten minutes.

    `unseen` is what staff have not looked at: what waits, and what was confirmed automatically in ten minutes.
    """

    total: int
    waiting: int
    waiting_of_device: int
    lately: int
    lately_of_device: int
    unseen_value: int
    unseen_portions: int
