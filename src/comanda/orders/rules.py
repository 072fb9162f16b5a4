"""How lines and orders may move, and what an order's status is: one rule, from its lines and its bill."""

from collections.abc import Iterable

from comanda.kernel.clock import MINUTE
from comanda.kernel.scope import Role
from comanda.orders.values import LineStatus, Order, OrderLine, OrderStatus

CONFIRM = "order.confirm"
"""The reminder to confirm a guest's order where the branch does so by itself."""
UNDO_WITHIN = 2 * MINUTE
CANCEL_ALONE_WITHIN = 2 * MINUTE

_STEPS = (LineStatus.FIRED, LineStatus.PREPARING, LineStatus.READY, LineStatus.SERVED)
PREPARATION = frozenset(_STEPS)
BEGUN = PREPARATION - {LineStatus.FIRED}
"""States in which somebody has begun to make the item."""


def order_status(lines: Iterable[LineStatus], *, settled: bool) -> OrderStatus:
    """OPEN while a live line waits for staff; PAID only through the bill; without a live line CANCELLED."""
    live = [status for status in lines if status is not LineStatus.VOIDED]
    if not live:
        return OrderStatus.CANCELLED
    if LineStatus.PLACED in live:
        return OrderStatus.OPEN
    return OrderStatus.PAID if settled else OrderStatus.CONFIRMED


def may_move(line: OrderLine, wanted: LineStatus, now: int) -> bool:
    """Forward by any number of steps (a bar without a screen just serves), or one step back within 2 minutes."""
    if line.status not in PREPARATION or wanted not in PREPARATION:
        return False
    if _STEPS.index(wanted) > _STEPS.index(line.status):
        return True
    return wanted is line.previous_status and now - line.status_at <= UNDO_WITHIN


def step_back(line: OrderLine) -> LineStatus | None:
    """Where an undo leads; how long it may be done is `may_move`'s."""
    if line.status not in PREPARATION or line.previous_status not in PREPARATION:
        return None
    backward = _STEPS.index(line.previous_status) < _STEPS.index(line.status)
    return line.previous_status if backward else None


def may_void_alone(line: OrderLine, fired_at: int | None, now: int, role: Role) -> bool:
    """A manager always; others until the kitchen begins, within two minutes of sending, or when it cannot make it."""
    if role is Role.MANAGER or is_unprepared(line) or line.flagged_at is not None:
        return True
    return fired_at is not None and now - fired_at <= CANCEL_ALONE_WITHIN


def is_unprepared(line: OrderLine) -> bool:
    """Nobody has begun to make it: its counted portions can be sold again."""
    return line.prepared_at is None


def has_allergy(order: Order) -> bool:
    """Such an order always waits for staff, and for the kitchen to say that it saw it."""
    return any(line.allergies for line in order.lines)
