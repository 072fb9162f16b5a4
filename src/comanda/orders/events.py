"""What happened to orders and lines. Notes and allergies stay in the rows: they are personal, these facts are not."""

from typing import ClassVar

from msgspec import Struct

from comanda.kernel.events import EVERYONE, STAFF_AND_TABLE, Event
from comanda.kernel.money import rate_to_text
from comanda.orders.values import Order, OrderLine


class OptionFact(Struct, frozen=True):
    option_id: str
    group: str
    name: str
    price_delta: int
    quantity: int


class LineFact(Struct, frozen=True):
    id: str
    product_id: str
    name: str
    quantity: int
    unit_price: int
    line_total: int
    station: str
    status: str
    tax_rate_id: str
    tax_rate: str
    options: list[OptionFact]
    counted: bool
    counted_options: list[str]
    reserved: bool

    @classmethod
    def of(cls, line: OrderLine) -> "LineFact":
        return cls(
            line.id, line.product_id, line.name, line.quantity, line.unit_price, line.line_total, line.station,
            line.status, line.tax_id, rate_to_text(line.tax_rate),
            [OptionFact(o.option_id, o.group, o.name, o.price_delta, o.quantity) for o in line.options],
            line.counted, line.counted_options, line.reserved,
        )  # fmt: skip


class Reservation(Struct, frozen=True):
    """A line that held nothing while its order waited; what is counted of it was taken when it was confirmed."""

    line_id: str
    counted: bool
    counted_options: list[str]


class OrderPlaced(Event, frozen=True):
    """`guest` is the given name of the device that ordered; `noted` says that there is a note or an allergy to read.

    `held_because` says why it waits for staff although the branch may confirm automatically; see `HeldBecause`.
    """

    kind: ClassVar[str] = "order.placed"
    entity: ClassVar[str] = "order"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    number: int
    status: str
    source: str
    service: str
    table_id: str | None
    table_label: str | None
    guest: str | None
    lines: list[LineFact]
    total: int
    noted: bool
    held_because: str | None

    @classmethod
    def of(cls, order: Order) -> "OrderPlaced":
        lines = [LineFact.of(line) for line in order.lines]
        return cls(
            id=order.id, qr_session_id=order.qr_session_id, number=order.number, status=order.status,
            source=order.source, service=order.service, table_id=order.table_id, table_label=order.table_label,
            guest=order.placed_name if order.source == "guest" else None, lines=lines, total=order.total,
            noted=bool(order.note) or any(line.note or line.allergies for line in order.lines),
            held_because=order.held_because,
        )  # fmt: skip


class OrderMoved(Event, frozen=True):
    """What stands below says which way; `status` and `total` are the order's afterwards."""

    entity: ClassVar[str] = "order"
    audience: ClassVar[str] = EVERYONE
    qr_session_id: str
    number: int
    status: str
    total: int


class OrderConfirmed(OrderMoved, frozen=True):
    """`rejected` names the lines the house turned down; who confirmed is the event's actor."""

    kind: ClassVar[str] = "order.confirmed"
    rejected: list[str]
    reserved: list[Reservation]


class OrderCancelled(OrderMoved, frozen=True):
    kind: ClassVar[str] = "order.cancelled"


class OrderPaid(OrderMoved, frozen=True):
    kind: ClassVar[str] = "order.paid"
    audience: ClassVar[str] = STAFF_AND_TABLE


class LineMoved(Event, frozen=True):
    kind: ClassVar[str] = "line.status"
    entity: ClassVar[str] = "line"
    audience: ClassVar[str] = EVERYONE
    qr_session_id: str
    order_id: str
    status: str


class LineVoided(Event, frozen=True):
    """`order_status` and `order_total` are the order's afterwards; `kept` is the line of the portions that stayed."""

    kind: ClassVar[str] = "line.voided"
    entity: ClassVar[str] = "line"
    audience: ClassVar[str] = EVERYONE
    qr_session_id: str
    order_id: str
    order_status: str
    order_total: int
    kept: LineFact | None
