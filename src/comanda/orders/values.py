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
    ticket_id: str | None
    """Orders confirmed together are one kitchen ticket."""
    version: int
