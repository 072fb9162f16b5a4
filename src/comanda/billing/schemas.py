"""Bills, and visits with what they owe, on the wire."""

from typing import Any

from msgspec import Struct

from comanda.billing.values import Bill
from comanda.floor.rules import Limits, Links, limits_of
from comanda.floor.values import GuestRequest, OpenDraft, RequestKind, SessionStatus
from comanda.kernel.clock import maybe_text, to_text
from comanda.kernel.money import rate_to_text
from comanda.kernel.wire import Named, StaffPageQuery
from comanda.orders.values import LineStatus, Order, OrderLine
from comanda.pricing.cash import round_cash


class BillOption(Struct, frozen=True):
    name: str
    price_delta: int
    quantity: int


class BillLineOut(Struct, frozen=True):
    """`guest` is the given name of whoever ordered it; null for what staff entered."""

    order_id: str
    order_number: int
    line_id: str
    product_id: str
    name: str
    quantity: int
    unit_price: int
    options: list[BillOption]
    line_total: int
    tax_rate: str
    guest: str | None


class TaxOut(Struct, frozen=True):
    tax_rate_id: str
    name: str
    rate: str
    net: int
    tax: int
    gross: int


class PaymentOnBill(Struct, frozen=True):
    """`received` = amount + rounding + tip: what the drawer or the terminal holds of it.

    `taken_by`: who of the staff took it; guests read null.
    """

    id: str
    method: str
    status: str
    amount: int
    tendered: int | None
    change: int
    rounding: int
    tip: int
    received: int
    at: str
    taken_by: Named | None


class BillOut(Struct, frozen=True):
    """A visit's bill. `cash_due` is what is left in coins there are; `waiting` lines are not on the bill.

    `waiting` holds the lines of the first twenty waiting orders; `waiting_orders` and `waiting_total` are of all.
    """

    id: str | None
    qr_session_id: str
    status: str
    number: int | None
    currency: str
    tax_included: bool
    lines: list[BillLineOut]
    waiting: list[BillLineOut]
    waiting_orders: int
    waiting_total: int
    subtotal: int
    discounts: list[Any]
    charges: list[Any]
    taxes: list[TaxOut]
    total: int
    captured: int
    reserved: int
    outstanding: int
    cash_due: int
    cash_step: int
    rounding: int
    payments: list[PaymentOnBill]
    settled_at: str | None

    @classmethod
    def of(cls, bill: Bill, waiting: list[Order], payments: list[PaymentOnBill]) -> "BillOut":
        """`waiting` are the first of the orders that wait."""
        ledger, amounts, terms = bill.ledger, bill.amounts, bill.session.terms
        return cls(
            id=None if ledger is None else ledger.id,
            qr_session_id=bill.session.id,
            status="OPEN" if ledger is None else ledger.status,
            number=None if ledger is None else ledger.number,
            currency=terms.currency,
            tax_included=terms.tax_included,
            lines=_lines(bill.counted),
            waiting=_lines(waiting),
            waiting_orders=bill.waiting.count,
            waiting_total=bill.waiting.total,
            subtotal=amounts.subtotal,
            discounts=[],
            charges=[],
            taxes=[
                TaxOut(t.row.tax_rate_id, t.name, rate_to_text(t.row.rate), t.row.net, t.row.tax, t.row.gross)
                for t in amounts.taxes
            ],
            total=amounts.total,
            captured=bill.captured,
            reserved=bill.reserved,
            outstanding=bill.outstanding,
            cash_due=round_cash(bill.outstanding, terms.cash_step).due_in_cash,
            cash_step=terms.cash_step,
            rounding=sum(payment.rounding for payment in payments),
            payments=payments,
            settled_at=None if ledger is None else maybe_text(ledger.settled_at),
        )


def _lines(orders: list[Order]) -> list[BillLineOut]:
    return [_line(order, line) for order in orders for line in order.lines if line.live]


def _line(order: Order, line: OrderLine) -> BillLineOut:
    return BillLineOut(
        order.id,
        order.number,
        line.id,
        line.product_id,
        line.name,
        line.quantity,
        line.unit_price,
        [BillOption(option.name, option.price_delta, option.quantity) for option in line.options],
        line.line_total,
        rate_to_text(line.tax_rate),
        order.placed_name if order.source == "guest" else None,
    )


class Beside(Struct, frozen=True):
    """What stands beside a visit's bill: devices that joined, what its guests wait for, what tills have not sent."""

    joined: int
    requests: list[GuestRequest]
    drafts: list[OpenDraft]


class DraftOut(Struct, frozen=True):
    """Items that somebody has put together at a till and not sent; `device` is that till's own id."""

    device: str
    by: Named | None
    items: int


class SessionItem(Struct, frozen=True):
    """A visit as the floor shows it. `waiting` counts orders that wait for staff, `cooking` and `ready` items.

    `joined`: devices that may order. `turned_away_at`: when a device last found no place, null once there is one.
    `limits`: what this party may send by itself, see `POST /api/qr-sessions/{id}/limits`.
    `drafts`: what tills announced and have not sent; read anew before the table is closed.
    """

    id: str
    organization_id: str
    branch_id: str
    table_id: str | None
    table_label: str | None
    status: str
    service: str
    name: str | None
    guests: int | None
    qr_url: str
    opened_at: str
    opened_by: Named | None
    served_by: Named | None
    touched_at: str
    business_date: str
    closed_at: str | None
    closed_because: str | None
    version: int
    total: int
    outstanding: int
    captured: int
    currency: str
    tax_included: bool
    waiting: int
    waiting_since: str | None
    waiting_total: int
    cooking: int
    ready: int
    ready_since: str | None
    served: int
    joined: int
    turned_away_at: str | None
    ordering_locked: bool
    limits: Limits
    last_order_at: str | None
    bill_asked: bool
    bill_asked_since: str | None
    bill_how: str | None
    calls: int
    drafts: list[DraftOut]

    @classmethod
    def of(cls, bill: Bill, links: Links, names: dict[str, str], beside: "Beside") -> "SessionItem":
        session = bill.session
        asked = next((one for one in beside.requests if one.kind is RequestKind.BILL), None)
        live = [line for order in bill.counted for line in order.lines if line.live]
        cooking = [line for line in live if line.status in (LineStatus.FIRED, LineStatus.PREPARING)]
        ready = [line for line in live if line.status is LineStatus.READY]
        served = sum(line.status is LineStatus.SERVED for line in live)
        return cls(
            session.id, session.organization_id, session.branch_id, session.table_id, session.table_label,
            session.status, session.service, session.name, session.guests, links.url(session),
            to_text(session.opened_at), _person(session.opened_by, names), _person(session.served_by, names),
            to_text(session.touched_at), session.business_date, maybe_text(session.closed_at),
            session.closed_because, session.version, bill.amounts.total, bill.outstanding, bill.captured,
            bill.currency, session.terms.tax_included, bill.waiting.count, maybe_text(bill.waiting.since or None),
            bill.waiting.total, len(cooking), len(ready), _earliest([line.status_at for line in ready]), served,
            beside.joined, maybe_text(session.turned_away_at), session.ordering_locked, limits_of(session, bill.branch),
            maybe_text(bill.last_order_at), asked is not None,
            maybe_text(None if asked is None else asked.created_at), None if asked is None else asked.how,
            sum(one.kind is not RequestKind.BILL for one in beside.requests),
            [DraftOut(one.device, _person(one.staff_id, names), one.items) for one in beside.drafts],
        )  # fmt: skip


def _person(staff_id: str, names: dict[str, str]) -> Named | None:
    return Named(staff_id, names[staff_id]) if staff_id in names else None


def _earliest(moments: list[int]) -> str | None:
    return maybe_text(min(moments, default=None))


class SessionList(Struct, frozen=True):
    items: list[SessionItem]
    next: str | None


class SessionsQuery(StaffPageQuery, frozen=True):
    status: SessionStatus = SessionStatus.OPEN
