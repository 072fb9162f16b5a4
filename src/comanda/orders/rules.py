"""How lines and orders may move, and what an order's status is: one rule, from its lines and its bill."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from comanda.catalog.rules.availability import portions_of
from comanda.catalog.values import Portions, SoldLine
from comanda.floor.rules import Limits
from comanda.kernel.clock import MINUTE, is_within
from comanda.kernel.money import Minor, bounded
from comanda.kernel.scope import Role
from comanda.orders.errors import TooManyWaitingOrders
from comanda.orders.values import HeldBecause, LineStatus, Order, OrderLine, OrderStatus, Sent
from comanda.pricing.bill import largest_total
from comanda.pricing.terms import Terms

CONFIRM = "order.confirm"
"""The reminder to confirm a guest's order where the branch does so by itself."""
WINDOW = 10 * MINUTE
"""Over which orders of a device and of a table session are counted."""
MOST_WAITING, MOST_WAITING_OF_DEVICE = 200, 50
"""How many orders of a table session, and of one device, may wait for staff; a further one is not taken."""
MOST_LATELY, MOST_LATELY_OF_DEVICE = 2 * MOST_WAITING, 2 * MOST_WAITING_OF_DEVICE
"""How many may be sent in ten minutes, whatever became of them: taking orders back makes no room for ever more."""
TRY_AGAIN_AFTER = 60
"""Seconds after which a device may send what was not taken."""
LEAST_SHARE = 4
"""So many portions a session's waiting orders may hold of anything that is counted."""
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
    return wanted is line.previous_status and is_within(UNDO_WITHIN, line.status_at, now)


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
    return fired_at is not None and is_within(CANCEL_ALONE_WITHIN, fired_at, now)


def split_line(
    line: OrderLine, quantity: int | None, kept_id: str, position: int
) -> tuple[OrderLine, OrderLine | None]:
    """The portions that go, and the line of those that stay; None where all go. A line never shrinks."""
    if quantity is None or quantity >= line.quantity:
        return line, None
    left = line.quantity - quantity
    gone = replace(line, quantity=quantity, line_total=Minor(line.unit_price * quantity))
    kept = replace(
        line, id=kept_id, position=position, quantity=left, line_total=Minor(line.unit_price * left)
    )  # fmt: skip
    return gone, kept


def is_unprepared(line: OrderLine) -> bool:
    """Nobody has begun to make it: its counted portions can be sold again."""
    return line.prepared_at is None


def refuse_too_many(sent: Sent) -> None:
    """Nobody looks at hundreds of orders of one table, and no device may fill the database with them.

    Raises TooManyWaitingOrders.
    """
    if sent.waiting_of_device >= MOST_WAITING_OF_DEVICE or sent.lately_of_device >= MOST_LATELY_OF_DEVICE:
        raise TooManyWaitingOrders(retry_after=TRY_AGAIN_AFTER, limit=MOST_WAITING_OF_DEVICE)
    if sent.waiting >= MOST_WAITING or sent.lately >= MOST_LATELY:
        raise TooManyWaitingOrders(retry_after=TRY_AGAIN_AFTER, limit=MOST_WAITING)


def refuse_beyond_money(terms: Terms, total: int) -> None:
    """Refuse orders of one session whose bill could not be kept, in minor units. Raises AmountTooLarge."""
    bounded(largest_total(total, tax_included=terms.tax_included))


def held_because(sent: Sent, limits: Limits, value: int, portions: int, *, beyond_share: bool) -> HeldBecause | None:
    """Why a guest's order of this value (minor units) and size waits for staff; None when it is within every limit."""
    if sent.lately_of_device >= limits.device_orders:
        return HeldBecause.DEVICE_LIMIT
    if sent.lately >= limits.table_orders:
        return HeldBecause.TABLE_LIMIT
    if sent.unseen_value + value > limits.value:
        return HeldBecause.VALUE_CAP
    if sent.unseen_portions + portions > limits.portions:
        return HeldBecause.PORTIONS_CAP
    return HeldBecause.STOCK_SHARE if beyond_share else None


def within_share(lines: Sequence[SoldLine], held: Portions) -> list[bool]:
    """Which lines take their portions now, in order: together with `held` at most half of what is there, or four.

    `held` is what the session's waiting orders hold already; what is there is that and what is left.
    """
    before = {**held.products, **held.options}
    holds, within = dict(before), list[bool]()
    for line in lines:
        wanted = counted_portions(line)
        fits = all(
            holds.get(one, 0) + number <= max(LEAST_SHARE, (line.left[one] + before.get(one, 0)) // 2)
            for one, number in wanted.items()
        )
        within.append(fits)
        for one, number in wanted.items() if fits else ():
            holds[one] = holds.get(one, 0) + number
    return within


def counted_portions(line: SoldLine) -> dict[str, int]:
    """What one line takes from the counts, by product and option id."""
    taken = portions_of([line])
    return {**taken.products, **taken.options}


def has_allergy(order: Order) -> bool:
    """Such an order always waits for staff, and for the kitchen to say that it saw it."""
    return any(line.allergies for line in order.lines)
