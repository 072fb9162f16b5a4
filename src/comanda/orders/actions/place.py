"""Placing an order: the one way in, for guests and staff alike."""

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import insert

from comanda.catalog.actions.availability import reserve
from comanda.catalog.errors import MenuMoved, OutOfStock
from comanda.catalog.queries.menu import menu_version
from comanda.catalog.queries.offers import offers_on_sale
from comanda.catalog.rules.availability import beyond_what_is_left
from comanda.catalog.values import SoldLine, Wanted
from comanda.engine.timer import remind
from comanda.engine.tx import Tx
from comanda.floor.actions.visits import JoinTable, join_table, touch
from comanda.floor.errors import OrderingLocked
from comanda.floor.queries import open_session, session_by_link
from comanda.floor.rules import limits_of
from comanda.floor.values import Service, Session
from comanda.identity.queries import branch_of
from comanda.identity.rules import TAKE_BACK_WITHIN
from comanda.identity.values import Branch
from comanda.kernel.clock import business_date
from comanda.kernel.money import Minor, bounded
from comanda.kernel.scope import Role, Scope
from comanda.orders.actions.lines import add_lines
from comanda.orders.errors import SessionNeeded, WrongService
from comanda.orders.events import OrderConfirmed, OrderPlaced
from comanda.orders.queries import held_by, sent_so_far, waiting_ids
from comanda.orders.rules import (
    CONFIRM,
    has_allergy,
    held_because,
    refuse_beyond_money,
    refuse_too_many,
    within_share,
)
from comanda.orders.schemas import ChosenOut, LineIn, PlaceOrder, Quote, QuotedLine
from comanda.orders.tables import orders
from comanda.orders.values import HeldBecause, LineOption, LineStatus, Order, OrderLine, OrderStatus, Sent, Source
from comanda.pricing.bill import BillLine, total_bill
from comanda.pricing.line import PricedLine, price_line

ADD_ORDER = insert(orders)


class Place(Struct, frozen=True):
    """`joining` is set for a device that comes with the visit's token instead of a cookie."""

    cart: PlaceOrder
    joining: JoinTable | None = None


class Priced(Struct, frozen=True):
    sold: SoldLine
    price: PricedLine
    asked: LineIn


class Round(Struct, frozen=True):
    """What is about to become an order. `holding`: the line takes its portions now."""

    session: Session
    branch: Branch
    service: Service
    note: str
    lines: list[Priced]
    holding: list[bool]
    sent: Sent

    @property
    def value(self) -> int:
        """In minor units, without taxes that come on top."""
        return sum(line.price.total for line in self.lines)

    @property
    def portions(self) -> int:
        return sum(line.sold.quantity for line in self.lines)


def place_order(tx: Tx, scope: Scope, command: Place) -> Order:
    """A guest or a cashier orders for an open table. Prices come from the menu, never from the cart.

    Above the limits of its table session a guest's order is taken and waits for staff; see `HeldBecause`. Raises
    SessionNeeded, NoSuchSession, SessionClosed, WrongService, OrderingLocked, TooManyWaitingOrders, ItemUnavailable,
    InvalidOptions, OutOfStock, MenuMoved, AmountTooLarge, and what joining refuses.
    """
    if command.joining is not None:
        guest = join_table(tx, scope, command.joining)
        scope = replace(scope, actor=f"guest:{guest.id}", name=guest.name)
        tx.actor = scope.actor
    session = open_session(tx, scope, _session_id(scope, command.cart))
    sent = _sent_before(tx, scope, session)
    branch = branch_of(tx, scope.branch_id)
    service = _service(scope, command.cart, session)
    lines = priced_lines(tx, scope, command.cart, service, branch)
    _refuse_old_prices(tx, session, command.cart, lines)
    new = Round(session, branch, service, command.cart.note, lines, _holding(tx, scope, session, lines), sent)
    refuse_beyond_money(session.terms, sent.total + new.value)
    reserve(tx, scope, [line.sold for line, holds in zip(lines, new.holding, strict=True) if holds])

    order = _new_order(tx, scope, new)
    _write(tx, order)
    touch(tx, scope, session.id)
    tx.record(OrderPlaced.of(order))
    if order.status is OrderStatus.CONFIRMED:
        tx.record(_confirmed(order))
    elif branch.confirm_automatically and order.held_because is None and not has_allergy(order):
        remind(tx, scope, CONFIRM, order.id, tx.now + TAKE_BACK_WITHIN)
    return order


def _sent_before(tx: Tx, scope: Scope, session: Session) -> Sent:
    """Before anything is priced: whether a guest may send at all. Raises OrderingLocked, TooManyWaitingOrders."""
    by_guest = scope.role is Role.GUEST
    if by_guest and session.ordering_locked:
        raise OrderingLocked()
    sent = sent_so_far(tx, scope, session.id, guest=by_guest)
    if by_guest:
        refuse_too_many(sent)
    return sent


def _holding(tx: Tx, scope: Scope, session: Session, lines: list[Priced]) -> list[bool]:
    """Which lines take their portions now: all of staff's; a guest's within the session's share. Raises OutOfStock."""
    sold = [line.sold for line in lines]
    if scope.role is not Role.GUEST or not any(line.left for line in sold):
        return [True] * len(sold)
    if faults := beyond_what_is_left(sold):
        raise OutOfStock(lines=faults)
    return within_share(sold, held_by(tx, scope, waiting_ids(tx, scope, session.id)))


def quote(tx: Tx, scope: Scope, cart: PlaceOrder, token: str | None = None) -> Quote:
    """What the cart would cost now; refuses what ordering it would refuse, but takes nothing.

    `token` is the visit's, of a device that has not joined.
    """
    branch = branch_of(tx, scope.branch_id)
    if token is not None:
        session = session_by_link(tx, scope, token)
    else:
        session = open_session(tx, scope, _session_id(scope, cart))
    service = _service(scope, cart, session)
    return quoted(tx, session, priced_lines(tx, scope, cart, service, branch))


def priced_lines(tx: Tx, scope: Scope, cart: PlaceOrder, service: Service, branch: Branch) -> list[Priced]:
    """Every line of the cart as it may be sold now, with its price."""
    wanted = [
        Wanted(line.product_id, line.quantity, tuple((o.option_id, o.quantity) for o in line.options))
        for line in cart.lines
    ]
    sold = offers_on_sale(tx, scope, wanted, takeaway=service is Service.TAKEAWAY, zone_name=branch.timezone)
    priced = [
        Priced(line, price_line(line.price, line.choices, line.quantity, line.free), asked)
        for line, asked in zip(sold, cart.lines, strict=True)
    ]
    bounded(sum(line.price.total for line in priced))
    return priced


def quoted(tx: Tx, session: Session, lines: list[Priced]) -> Quote:
    """Under the session's terms: what these lines alone would come to."""
    listed = [
        QuotedLine(
            line.sold.product_id,
            line.sold.name,
            line.sold.quantity,
            line.price.unit,
            line.price.total,
            [ChosenOut(o.option_id, o.group, o.name, o.price_delta, o.quantity) for o in line.sold.options],
        )
        for line in lines
    ]
    sold = [BillLine(line.price.total, line.sold.tax.id, line.sold.tax.rate) for line in lines]
    terms = session.terms
    sums = total_bill(sold, terms.tax_included, terms.tax_rounding)
    tax = sums.total - sums.subtotal
    version = menu_version(tx, session.branch_id)
    return Quote(terms.currency, version, listed, terms.tax_included, sums.subtotal, tax, sums.total)


def _session_id(scope: Scope, cart: PlaceOrder) -> str:
    """A guest's own visit, or the one staff name. Raises SessionNeeded."""
    session_id = scope.qr_session_id or cart.qr_session_id
    if session_id is None:
        raise SessionNeeded()
    return session_id


def _service(scope: Scope, cart: PlaceOrder, session: Session) -> Service:
    """Eating in or taking away decides the tax: only staff choose another than the session's. Raises WrongService."""
    if scope.role is Role.GUEST and cart.service not in (None, session.service):
        raise WrongService(service=session.service)
    return cart.service or session.service


def _refuse_old_prices(tx: Tx, session: Session, cart: PlaceOrder, lines: list[Priced]) -> None:
    if cart.menu_version is None or all(line.sold.priced_at <= cart.menu_version for line in lines):
        return
    quote = quoted(tx, session, lines)
    raise MenuMoved(menu_version=quote.menu_version, quote=quote)


def _new_order(tx: Tx, scope: Scope, new: Round) -> Order:
    """A guest's waits for staff; what staff send is confirmed by sending it."""
    session, branch, lines = new.session, new.branch, new.lines
    by_guest = scope.role is Role.GUEST
    order_id = tx.new_id()
    day = business_date(tx.now, branch.timezone, branch.cutoff).isoformat()
    first = LineStatus.PLACED if by_guest else LineStatus.FIRED
    return Order(
        id=order_id,
        number=tx.next_number(f"order {day}"),
        business_date=day,
        status=OrderStatus.OPEN if by_guest else OrderStatus.CONFIRMED,
        source=Source.GUEST if by_guest else Source.CASHIER,
        service=new.service,
        organization_id=scope.organization_id,
        branch_id=scope.branch_id,
        table_id=session.table_id,
        table_label=session.table_label,
        qr_session_id=session.id,
        placed_by=scope.actor,
        placed_name=scope.name,
        currency=new.session.terms.currency,
        note=new.note,
        cancelled_because=None,
        lines=[_line(tx, order_id, position, new, first) for position in range(len(lines))],
        total=Minor(new.value),
        created_at=tx.now,
        confirmed_at=None if by_guest else tx.now,
        confirmed_by=None if by_guest else scope.actor,
        held_because=_held(new) if by_guest else None,
        portions=new.portions,
        ticket_id=None if by_guest else order_id,
        version=1,
    )


def _held(new: Round) -> HeldBecause | None:
    limits = limits_of(new.session, new.branch)
    return held_because(new.sent, limits, new.value, new.portions, beyond_share=not all(new.holding))


def _line(tx: Tx, order_id: str, position: int, new: Round, status: LineStatus) -> OrderLine:
    line, reserved = new.lines[position], new.holding[position]
    sold, asked = line.sold, line.asked
    return OrderLine(
        id=tx.new_id(),
        order_id=order_id,
        position=position,
        product_id=sold.product_id,
        name=sold.name,
        station=sold.station,
        quantity=sold.quantity,
        unit_price=line.price.unit,
        line_total=line.price.total,
        options=[LineOption(o.option_id, o.group, o.name, o.price_delta, o.quantity, o.kind) for o in sold.options],
        tax_id=sold.tax.id,
        tax_name=sold.tax.name,
        tax_rate=sold.tax.rate,
        note=asked.note,
        allergies=asked.allergies,
        seat=asked.seat,
        course=asked.course,
        status=status,
        status_at=tx.now,
        previous_status=None,
        prepared_at=None,
        void_reason=None,
        counted=sold.counted,
        counted_options=list(sold.counted_options),
        reserved=reserved,
        flagged_at=None,
        acknowledged_at=None,
    )


def _write(tx: Tx, order: Order) -> None:
    tx.run(
        ADD_ORDER, branch_id=order.branch_id, id=order.id, number=order.number, business_date=order.business_date,
        qr_session_id=order.qr_session_id, status=order.status, source=order.source, service=order.service,
        organization_id=order.organization_id, placed_by=order.placed_by, placed_name=order.placed_name,
        currency=order.currency, note=order.note, cancelled_because=None, total=order.total,
        created_at=order.created_at, confirmed_at=order.confirmed_at, confirmed_by=order.confirmed_by,
        held_because=order.held_because, portions=order.portions, ticket_id=order.ticket_id, version=1,
    )  # fmt: skip
    add_lines(tx, order, order.lines)


def _confirmed(order: Order) -> OrderConfirmed:
    return OrderConfirmed(
        id=order.id,
        qr_session_id=order.qr_session_id,
        number=order.number,
        status=order.status,
        total=order.total,
        rejected=[],
        reserved=[],
    )
