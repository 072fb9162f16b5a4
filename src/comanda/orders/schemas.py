"""Orders on the wire."""

from typing import Annotated

from msgspec import Meta, Struct

from comanda.floor.values import JoinedGuest, Service
from comanda.kernel.clock import maybe_text, to_text
from comanda.kernel.scope import Scope
from comanda.kernel.wire import END, Key, Note, Portions, Reason, StaffPageQuery
from comanda.orders.rules import is_unprepared, step_back
from comanda.orders.values import LineStatus, Order, OrderLine, OrderStatus

Seat = Annotated[int, Meta(ge=1, le=99)]
Allergen = Annotated[
    str, Meta(min_length=1, max_length=40, pattern=f"^[a-z0-9-]+{END}", extra={"typed": "line", "masked": True})
]


class ChosenIn(Struct, frozen=True, forbid_unknown_fields=True):
    option_id: Key
    quantity: Portions = 1


class LineIn(Struct, frozen=True, forbid_unknown_fields=True):
    product_id: Key
    quantity: Portions
    note: Note = ""
    allergies: Annotated[list[Allergen], Meta(max_length=30)] = []
    seat: Seat | None = None
    course: Seat | None = None
    options: Annotated[list[ChosenIn], Meta(max_length=60)] = []


class PlaceOrder(Struct, frozen=True, forbid_unknown_fields=True):
    """`qr_session_token` is the guest's way in, `qr_session_id` the staff's; a guest's cookie needs neither.

    `service`: the session's where it is left out; only staff may say another.
    """

    lines: Annotated[list[LineIn], Meta(min_length=1, max_length=60)]
    qr_session_token: Key | None = None
    qr_session_id: Key | None = None
    service: Service | None = None
    note: Note = ""
    menu_version: Annotated[int, Meta(ge=0, le=10**12)] | None = None


class RejectLine(Struct, frozen=True, forbid_unknown_fields=True):
    line_id: Key
    reason: Reason


class ConfirmOrder(Struct, frozen=True, forbid_unknown_fields=True):
    reject_lines: Annotated[list[RejectLine], Meta(max_length=60)] = []


class ConfirmOrders(Struct, frozen=True, forbid_unknown_fields=True):
    order_ids: Annotated[list[Key], Meta(min_length=1, max_length=60)]


class Because(Struct, frozen=True, forbid_unknown_fields=True):
    reason: Reason


class VoidLine(Struct, frozen=True, forbid_unknown_fields=True):
    """`quantity`: so many of its portions; left out, or as many as there are: all of them."""

    reason: Reason
    quantity: Portions | None = None


class RemoveDevice(Struct, frozen=True, forbid_unknown_fields=True):
    """`renew_code`: the link it came by lets nobody in any more. `turn_down`: why its waiting orders are cancelled."""

    renew_code: bool = False
    turn_down: Reason | None = None


class DeviceOut(Struct, frozen=True):
    """A guest's device. `orders` counts all it ever sent, `waiting` those that wait, `lately` those of ten minutes."""

    id: str
    qr_session_id: str
    name: str
    joined_at: str
    removed_at: str | None
    orders: int
    waiting: int
    lately: int

    @classmethod
    def of(cls, guest: JoinedGuest, sent: tuple[int, int, int]) -> "DeviceOut":
        return cls(
            guest.id, guest.qr_session_id, guest.name, to_text(guest.joined_at), maybe_text(guest.removed_at), *sent
        )


class DeviceList(Struct, frozen=True):
    items: list[DeviceOut]
    next: str | None


class MoveTo(Struct, frozen=True, forbid_unknown_fields=True):
    status: LineStatus


class ChosenOut(Struct, frozen=True):
    option_id: str
    group: str
    name: str
    price_delta: int
    quantity: int


class LineOut(Struct, frozen=True):
    """`begun`: somebody has begun to make it. `step_back`: where an undo leads, for two minutes from `status_at`.
    `allergy_seen_at`: when the kitchen acknowledged the allergies of this item.
    """

    id: str
    product_id: str
    name: str
    quantity: int
    unit_price: int
    options: list[ChosenOut]
    line_total: int
    note: str
    allergies: list[str]
    seat: int | None
    course: int | None
    status: str
    status_at: str
    step_back: str | None
    begun: bool
    void_reason: str | None
    station: str
    flagged: bool
    allergy_seen_at: str | None


class OrderOut(Struct, frozen=True):
    """`placed_by` is a guest's given name, or for staff a colleague's; `mine` marks the reader's own orders.

    `held_because`: why a waiting order is not confirmed automatically: `device-limit`, `table-limit`, `value-cap`,
    `portions-cap` or `stock-share`; null for any other.
    """

    id: str
    number: int
    status: str
    source: str
    service: str
    organization_id: str
    branch_id: str
    table_id: str | None
    table_label: str | None
    qr_session_id: str
    placed_by: str | None
    mine: bool
    currency: str
    note: str
    cancelled_because: str | None
    lines: list[LineOut]
    total: int
    created_at: str
    confirmed_at: str | None
    held_because: str | None
    version: int

    @classmethod
    def of(cls, order: Order, scope: Scope) -> "OrderOut":
        """A guest reads given names, never a colleague's; own notes only; and only reasons meant for guests."""
        guest, mine = scope.qr_session_id is not None, order.placed_by == scope.actor
        private = guest and not mine
        named = order.placed_name if order.source == "guest" or not guest else None
        reason = order.cancelled_because if order.confirmed_at is None or not guest else None
        return cls(
            order.id, order.number, order.status, order.source, order.service, order.organization_id,
            order.branch_id, order.table_id, order.table_label, order.qr_session_id, named, mine, order.currency,
            "" if private else order.note, reason,
            [line_out(line, guest=guest, private=private) for line in order.lines], order.total,
            to_text(order.created_at), maybe_text(order.confirmed_at),
            order.held_because if order.status is OrderStatus.OPEN else None, order.version,
        )  # fmt: skip


def line_out(line: OrderLine, *, guest: bool = False, private: bool = False) -> LineOut:
    """Guests read why an item was turned down, not what staff wrote when they cancelled one later."""
    options = [ChosenOut(o.option_id, o.group, o.name, o.price_delta, o.quantity) for o in line.options]
    turned_down = line.previous_status is LineStatus.PLACED
    return LineOut(
        line.id, line.product_id, line.name, line.quantity, line.unit_price, options, line.line_total,
        "" if private else line.note, [] if private else line.allergies, line.seat, line.course, line.status,
        to_text(line.status_at), step_back(line), not is_unprepared(line),
        line.void_reason if turned_down or not guest else None, line.station, line.flagged_at is not None,
        None if private or not line.live or not line.allergies else maybe_text(line.acknowledged_at),
    )  # fmt: skip


class OrderList(Struct, frozen=True):
    items: list[OrderOut]
    next: str | None


class QuotedLine(Struct, frozen=True):
    product_id: str
    name: str
    quantity: int
    unit_price: int
    line_total: int
    options: list[ChosenOut]


class Quote(Struct, frozen=True):
    """What the lines would cost now; nothing is promised and nothing changes.

    `total` = `subtotal` + `tax`; `tax` is what comes on top of the prices, 0 where they include it.
    """

    currency: str
    menu_version: int
    lines: list[QuotedLine]
    tax_included: bool
    subtotal: int
    tax: int
    total: int


class OrdersQuery(StaffPageQuery, frozen=True):
    status: Annotated[str, Meta(max_length=60)] | None = None
    qr_session_id: Key | None = None
    table_id: Key | None = None
    since: Annotated[str, Meta(max_length=40)] | None = None
