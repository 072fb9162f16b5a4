"""Items that come off after something else happened: the round was served, or the bill was paid."""

import pytest

from comanda.billing.errors import AlreadyPaid
from comanda.kernel.scope import Right
from comanda.orders.actions.move import step_order_back
from comanda.orders.errors import InvalidTransition
from comanda.orders.values import LineStatus, Order
from comanda.payments.values import Method
from tests.cast import House, StoppedClock, refused

SERVED = LineStatus.SERVED


@pytest.fixture
def sent(ours: House) -> Order:
    """A cashier's order, in the kitchen."""
    return ours.order(ours.open_table("3"), "Duck", "Green Tea")


def statuses(order: Order) -> list[str]:
    return [line.status for line in order.lines]


def test_a_served_round_is_taken_back_although_an_item_came_off_since(ours: House, sent: Order, clock: StoppedClock):
    ours.move_all(sent, SERVED)
    clock.advance(seconds=20)
    ours.void(sent.lines[0], by=ours.manager)
    clock.advance(seconds=20)

    assert statuses(undo(ours, sent)) == ["VOIDED", "FIRED"]
    with ours.nothing_written(), refused(InvalidTransition, current="CONFIRMED", wanted="CONFIRMED"):
        undo(ours, sent)


def test_an_item_that_came_off_is_not_what_moved_last(ours: House, sent: Order, clock: StoppedClock):
    ours.void(sent.lines[0])
    clock.advance(seconds=5)
    ours.move(sent.lines[1], LineStatus.READY)
    assert statuses(undo(ours, sent)) == ["VOIDED", "FIRED"]

    ours.void(sent.lines[1])
    with ours.nothing_written(), refused(InvalidTransition, current="CANCELLED", wanted="CANCELLED"):
        undo(ours, sent)


def undo(house: House, order: Order) -> Order:
    return house.do(step_order_back, order.id, Right.SERVE_LINES)


def test_what_is_paid_for_is_swapped_by_entering_the_other_dish_first(ours: House, sent: Order):
    """What the refusal says can be done."""
    session = ours.session_by_id(sent.qr_session_id)
    ours.pay(session, Method.CARD, close=False)
    with refused(AlreadyPaid, captured=2010, excess=320, currency="EUR"):
        ours.void(sent.lines[1])
    ours.order(session, "Fried Noodles")
    ours.void(sent.lines[1])

    assert (ours.bill(session).total, ours.bill(session).outstanding) == (2580, 570)
