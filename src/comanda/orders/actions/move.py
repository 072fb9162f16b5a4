"""Confirming orders, moving lines on, taking lines and orders back."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import bindparam, update

from comanda.catalog.actions.availability import release, reserve
from comanda.catalog.rules.availability import portions_of
from comanda.engine.timer import is_due
from comanda.engine.tx import Tx
from comanda.floor.actions.visits import touch
from comanda.floor.queries import open_session
from comanda.floor.values import Session
from comanda.identity.queries import branch_of
from comanda.kernel.errors import Forbidden
from comanda.kernel.money import Minor
from comanda.kernel.scope import Right, Role, Scope, may
from comanda.orders.actions.lines import add_lines
from comanda.orders.errors import ApprovalNeeded, InvalidTransition, NoSuchLine, NoSuchOrder, NotYours
from comanda.orders.events import (
    LineFact,
    LineMoved,
    LineVoided,
    OrderCancelled,
    OrderConfirmed,
    OrderPaid,
    Reservation,
)
from comanda.orders.queries import order_of, order_with_line, orders_by_id, sums_of
from comanda.orders.rules import (
    BEGUN,
    CONFIRM,
    is_unprepared,
    may_move,
    may_void_alone,
    order_status,
    refuse_beyond_money,
    split_line,
    step_back,
)
from comanda.orders.schemas import RejectLine
from comanda.orders.tables import order_lines, orders
from comanda.orders.values import LineStatus, Order, OrderLine, OrderStatus

SAVE_LINE = (
    update(order_lines)
    .where(order_lines.c.branch_id == bindparam("branch"), order_lines.c.id == bindparam("line"))
    .values(
        status=bindparam("to"),
        status_at=bindparam("at"),
        previous_status=bindparam("previous"),
        prepared_at=bindparam("prepared"),
        void_reason=bindparam("reason"),
        acknowledged_at=bindparam("acknowledged"),
    )
)
COUNT_CHANGE = (
    update(orders)
    .where(orders.c.branch_id == bindparam("branch"), orders.c.id == bindparam("order"))
    .values(version=orders.c.version + 1)
)
MARK_LINE = (
    update(order_lines)
    .where(order_lines.c.branch_id == bindparam("branch"), order_lines.c.id == bindparam("line"))
    .values(flagged_at=bindparam("flagged"), acknowledged_at=bindparam("acknowledged"))
)
SAVE_RESERVATION = (
    update(order_lines)
    .where(order_lines.c.branch_id == bindparam("branch"), order_lines.c.id == bindparam("line"))
    .values(reserved=1, counted=bindparam("product"), counted_options=bindparam("options"))
)
SAVE_ORDER = (
    update(orders)
    .where(orders.c.branch_id == bindparam("branch"), orders.c.id == bindparam("order"))
    .values(
        status=bindparam("to"),
        total=bindparam("new_total"),
        portions=bindparam("new_portions"),
        confirmed_at=bindparam("confirmed"),
        confirmed_by=bindparam("by"),
        ticket_id=bindparam("ticket"),
        cancelled_because=bindparam("reason"),
        version=orders.c.version + 1,
    )
)

_list = msgspec.json.Encoder().encode


class Confirm(Struct, frozen=True):
    """`ticket_id` None: a kitchen ticket of its own."""

    order_id: str
    reject_lines: Sequence[RejectLine] = ()
    ticket_id: str | None = None


class ConfirmTogether(Struct, frozen=True):
    """Several orders of one table become one kitchen ticket."""

    session_id: str
    order_ids: list[str]


class Cancel(Struct, frozen=True):
    """An order, or for `void_line` a line, and why. `quantity`: so many of the line's portions; None for all."""

    id: str
    reason: str
    quantity: int | None = None


class Move(Struct, frozen=True):
    """An order, or for `move_line` a line, and where it is now."""

    id: str
    status: LineStatus


def confirm_order(tx: Tx, scope: Scope, command: Confirm) -> Order:
    """The order becomes the kitchen's; single lines may be turned down with a reason the guest reads.

    Lines that held nothing while they waited take what is counted of them now. Raises NoSuchOrder, NoSuchLine,
    InvalidTransition, SessionClosed, OutOfStock, AmountTooLarge.
    """
    order = order_of(tx, scope, command.order_id)
    reasons = {rejected.line_id: rejected.reason for rejected in command.reject_lines}
    if reasons.keys() - {line.id for line in order.lines}:
        raise NoSuchLine()
    if _is_confirmed_so(order, reasons):
        return order
    if order.status is not OrderStatus.OPEN:
        raise InvalidTransition(current=order.status, wanted=OrderStatus.CONFIRMED)
    session = open_session(tx, scope, order.qr_session_id)
    _refuse_beyond_money(tx, scope, session, order)

    rejected = [line for line in order.lines if line.id in reasons and line.live]
    accepted = [line for line in order.lines if line.status is LineStatus.PLACED and line.id not in reasons]
    _give_back(tx, scope, rejected)
    reserved = _reserve_now(tx, scope, order, accepted)
    for line in rejected:
        _save_line(tx, scope, line, LineStatus.VOIDED, reasons[line.id])
    for line in accepted:
        _save_line(tx, scope, line, LineStatus.FIRED)
    confirmed = replace(
        order,
        confirmed_at=tx.now if accepted else None,
        confirmed_by=tx.actor if accepted else None,
        ticket_id=command.ticket_id or order.id,
    )
    after = _save_order(tx, scope, confirmed, next(iter(reasons.values()), None))
    touch(tx, scope, order.qr_session_id)
    tx.record(_answered(after, [line.id for line in rejected], reserved))
    return after


def _refuse_beyond_money(tx: Tx, scope: Scope, session: Session, order: Order) -> None:
    """The bill with this order on it can be kept. Raises AmountTooLarge."""
    by_status = sums_of(tx, scope, [session.id])[session.id]
    confirmed = sum(sums.total for status, sums in by_status.items() if status is not OrderStatus.OPEN)
    refuse_beyond_money(session.terms, confirmed + order.total)


def _reserve_now(tx: Tx, scope: Scope, order: Order, accepted: Sequence[OrderLine]) -> list[Reservation]:
    """Raises OutOfStock, which names the lines by their place in the order and by id."""
    late = [line for line in accepted if not line.reserved]
    if not late:
        return []
    in_place = [line if line in late else replace(line, counted=False, counted_options=[]) for line in order.lines]
    counting = reserve(tx, scope, in_place, [line.id for line in order.lines])
    found = [
        Reservation(line.id, line.product_id in counting and line.counted, _still(line.counted_options, counting))
        for line in late
    ]
    for one in found:
        tx.run(
            SAVE_RESERVATION, branch=scope.branch_id, line=one.line_id, product=int(one.counted),
            options=_list(one.counted_options).decode(),
        )  # fmt: skip
    return found


def _still(option_ids: Sequence[str], counting: set[str]) -> list[str]:
    return [option_id for option_id in option_ids if option_id in counting]


def _is_confirmed_so(order: Order, reasons: dict[str, str]) -> bool:
    """An earlier try had this very outcome."""
    answered = order.status is OrderStatus.CONFIRMED or (order.status is OrderStatus.CANCELLED and bool(reasons))
    return answered and all(not line.live for line in order.lines if line.id in reasons)


def _answered(order: Order, rejected: list[str], reserved: list[Reservation]) -> OrderConfirmed | OrderCancelled:
    """An order of which nothing was taken is cancelled, and the kitchen never hears of it."""
    facts: dict[str, Any] = {
        "id": order.id,
        "qr_session_id": order.qr_session_id,
        "number": order.number,
        "total": order.total,
    }
    if order.status is OrderStatus.CANCELLED:
        return OrderCancelled(**facts, status=order.status)
    return OrderConfirmed(**facts, status=order.status, rejected=rejected, reserved=reserved)


def confirm_together(tx: Tx, scope: Scope, command: ConfirmTogether) -> list[Order]:
    """Those that already moved on stay as they are. Raises NoSuchOrder, also for another table's, SessionClosed."""
    there = {order.id: order for order in orders_by_id(tx, scope, command.order_ids)}
    wanted = [
        there[order_id]
        for order_id in command.order_ids
        if order_id in there and there[order_id].qr_session_id == command.session_id
    ]
    if len(wanted) != len(command.order_ids):
        raise NoSuchOrder()
    waiting = [order for order in wanted if order.status is OrderStatus.OPEN]
    ticket_id = waiting[0].id if waiting else None
    for order in waiting:
        confirm_order(tx, scope, Confirm(order.id, (), ticket_id))
    return [order_of(tx, scope, order_id) for order_id in command.order_ids]


def move_line(tx: Tx, scope: Scope, command: Move) -> Order:
    """One line gets on. Raises NoSuchLine, Forbidden (serving is the floor's), InvalidTransition."""
    order, line = order_with_line(tx, scope, command.id)
    _move(tx, scope, order, [line], command.status)
    return order_of(tx, scope, order.id)


def move_order(tx: Tx, scope: Scope, command: Move) -> Order:
    """Every live line that is not there yet gets on. Raises NoSuchOrder, Forbidden, InvalidTransition."""
    order = order_of(tx, scope, command.id)
    _move(tx, scope, order, [line for line in order.lines if line.live], command.status)
    return order_of(tx, scope, order.id)


def step_order_back(tx: Tx, scope: Scope, order_id: str) -> Order:
    """What was moved last goes one step back, all of it: a round served by mistake was not.

    What came off since stays off and stands in nobody's way.

    Raises NoSuchOrder, InvalidTransition when nothing moved, or not lately.
    """
    order = order_of(tx, scope, order_id)
    live = [line for line in order.lines if line.live]
    latest = max((line.status_at for line in live), default=0)
    for line in live:
        back = step_back(line)
        if line.status_at == latest and back is not None:
            _move(tx, scope, order, [line], back)
    after = order_of(tx, scope, order_id)
    if after == order:
        raise InvalidTransition(current=order.status, wanted=order.status)
    return after


def void_line(tx: Tx, scope: Scope, command: Cancel) -> Order:
    """A line, or some of its portions, is taken back: it is voided, and what stays is added again as it was.

    What it means for the bill is checked by billing, which calls this.

    Raises NoSuchLine, ApprovalNeeded, InvalidTransition.
    """
    order, line = order_with_line(tx, scope, command.id)
    if not line.live:
        return order
    if order.status is OrderStatus.PAID:
        raise InvalidTransition(current=order.status, wanted=LineStatus.VOIDED)
    if not may_void_alone(line, order.confirmed_at, tx.now, scope.role):
        raise ApprovalNeeded(current=line.status)
    gone, kept = split_line(line, command.quantity, tx.new_id(), len(order.lines))
    _save_line(tx, scope, line, LineStatus.VOIDED, command.reason)
    if kept is not None:
        add_lines(tx, order, [kept])
    _give_back(tx, scope, [gone])
    after = _save_order(tx, scope, order, command.reason)
    touch(tx, scope, order.qr_session_id)
    tx.record(
        LineVoided(
            id=line.id, qr_session_id=order.qr_session_id, order_id=order.id, order_status=after.status,
            order_total=after.total, kept=None if kept is None else LineFact.of(kept),
        )
    )  # fmt: skip
    return after


def cancel_order(tx: Tx, scope: Scope, command: Cancel) -> Order:
    """The whole round is taken back: by its guest while it waits, by staff as each of its lines allows.

    Raises NoSuchOrder, NotYours, ApprovalNeeded, InvalidTransition.
    """
    order = order_of(tx, scope, command.id)
    _refuse_others_guests(scope, order)
    if order.status is OrderStatus.CANCELLED:
        return order
    if order.status is OrderStatus.PAID or (scope.role is Role.GUEST and order.status is not OrderStatus.OPEN):
        raise InvalidTransition(current=order.status, wanted=OrderStatus.CANCELLED)
    if scope.role is Role.GUEST and _has_confirmed_itself(tx, scope, order):
        raise InvalidTransition(current=OrderStatus.CONFIRMED, wanted=OrderStatus.CANCELLED)
    live = [line for line in order.lines if line.live]
    for line in live:
        if not may_void_alone(line, order.confirmed_at, tx.now, scope.role):
            raise ApprovalNeeded(current=line.status)
    for line in live:
        _save_line(tx, scope, line, LineStatus.VOIDED, command.reason)
    _give_back(tx, scope, live)
    after = _save_order(tx, scope, order, command.reason)
    touch(tx, scope, order.qr_session_id)
    tx.record(
        OrderCancelled(
            id=after.id, qr_session_id=after.qr_session_id, number=after.number, status=after.status, total=after.total
        )
    )
    return after


def _has_confirmed_itself(tx: Tx, scope: Scope, order: Order) -> bool:
    """The time to take it back is over, also where the timer has not come to it yet."""
    return is_due(tx, scope, CONFIRM, order.id) and branch_of(tx, scope.branch_id).confirm_automatically


def mark_line(tx: Tx, scope: Scope, line: OrderLine, *, flagged_at: int | None, acknowledged_at: int | None) -> None:
    """What the kitchen noted on a line; only the kitchen calls this, and records why."""
    tx.run(MARK_LINE, branch=scope.branch_id, line=line.id, flagged=flagged_at, acknowledged=acknowledged_at)


def pay_orders(tx: Tx, scope: Scope, paid: Sequence[Order]) -> None:
    """The bill is settled: its orders are PAID. Only billing calls this."""
    for order in paid:
        if order.status is not OrderStatus.CONFIRMED:
            continue
        after = _save_order(tx, scope, order, None, settled=True)
        tx.record(
            OrderPaid(
                id=after.id, qr_session_id=after.qr_session_id, number=after.number, status=after.status,
                total=after.total,
            )
        )  # fmt: skip


def _move(tx: Tx, scope: Scope, order: Order, lines: list[OrderLine], wanted: LineStatus) -> None:
    if wanted is LineStatus.SERVED and not may(scope.role, Right.SERVE_LINES):
        raise Forbidden()
    moving = [line for line in lines if line.status is not wanted]
    if moving:
        tx.run(COUNT_CHANGE, branch=scope.branch_id, order=order.id)
    for line in moving:
        if not may_move(line, wanted, tx.now):
            raise InvalidTransition(current=line.status, wanted=wanted)
        _save_line(tx, scope, line, wanted)
        tx.record(LineMoved(id=line.id, qr_session_id=order.qr_session_id, order_id=order.id, status=wanted))


def _refuse_others_guests(scope: Scope, order: Order) -> None:
    if scope.role is not Role.GUEST:
        return
    if order.qr_session_id != scope.qr_session_id:
        raise NoSuchOrder()
    if order.placed_by != scope.actor:
        raise NotYours()


def _save_line(tx: Tx, scope: Scope, line: OrderLine, to: LineStatus, reason: str | None = None) -> None:
    """That the kitchen read an allergy does not mean that it saw the cancellation: a void is to be seen anew."""
    prepared_at = tx.now if line.prepared_at is None and to in BEGUN else line.prepared_at
    tx.run(
        SAVE_LINE, branch=scope.branch_id, line=line.id, to=to, at=tx.now, previous=line.status,
        prepared=prepared_at, reason=reason,
        acknowledged=None if to is LineStatus.VOIDED else line.acknowledged_at,
    )  # fmt: skip


def _save_order(tx: Tx, scope: Scope, order: Order, reason: str | None, *, settled: bool = False) -> Order:
    """Works the status and the total out from the lines as they are now; `reason` stands only on a cancelled order."""
    lines = order_of(tx, scope, order.id).lines
    status = order_status([line.status for line in lines], settled=settled)
    after = replace(
        order,
        lines=lines,
        status=status,
        total=Minor(sum(line.line_total for line in lines if line.live)),
        portions=sum(line.quantity for line in lines if line.live),
        cancelled_because=reason if status is OrderStatus.CANCELLED else None,
        version=order.version + 1,
    )
    tx.run(
        SAVE_ORDER, branch=scope.branch_id, order=order.id, to=after.status, new_total=after.total,
        new_portions=after.portions, confirmed=after.confirmed_at, by=after.confirmed_by, ticket=after.ticket_id,
        reason=after.cancelled_because,
    )  # fmt: skip
    return after


def _give_back(tx: Tx, scope: Scope, lines: Sequence[OrderLine]) -> None:
    """`lines` as they were before they were taken back."""
    release(tx, scope, portions_of([line for line in lines if line.reserved and is_unprepared(line)]))
