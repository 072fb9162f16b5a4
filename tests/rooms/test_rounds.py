"""What the floor handles: rounds one step back, and what the kitchen cannot make."""

import pytest

from comanda.kernel.scope import Right
from comanda.kitchen.actions import Flag, flag
from comanda.orders.actions.move import step_order_back
from comanda.orders.errors import ApprovalNeeded, InvalidTransition, NoSuchOrder
from comanda.orders.values import LineStatus, Order
from tests.cast import House, StoppedClock, refused

PREPARING, READY, SERVED = LineStatus.PREPARING, LineStatus.READY, LineStatus.SERVED


@pytest.fixture
def sent(ours: House) -> Order:
    """A cashier's order, in the kitchen."""
    return ours.order(ours.open_table("3"), "Duck", "Green Tea")


def statuses(order: Order) -> list[str]:
    return [line.status.value for line in order.lines]


def undo(house: House, order: Order) -> Order:
    return house.do(step_order_back, order.id, Right.MOVE_LINES)


def test_a_round_goes_one_step_back_as_a_whole(ours: House, sent: Order):
    ours.move(sent.lines[0], PREPARING)
    ours.move_all(sent, SERVED)

    assert statuses(undo(ours, sent)) == ["PREPARING", "FIRED"]
    with ours.nothing_written(), refused(InvalidTransition, current="CONFIRMED", wanted="CONFIRMED"):
        undo(ours, sent)


def test_only_what_moved_last_goes_back(ours: House, sent: Order, clock: StoppedClock):
    ours.move(sent.lines[0], SERVED)
    clock.advance(seconds=1)
    ours.move(sent.lines[1], READY)

    assert statuses(undo(ours, sent)) == ["SERVED", "FIRED"]


def test_a_round_goes_back_for_two_minutes(ours: House, sent: Order, clock: StoppedClock):
    ours.move_all(sent, SERVED)
    clock.advance(minutes=2, seconds=0.000001)

    with ours.nothing_written(), refused(InvalidTransition, current="SERVED", wanted="FIRED"):
        undo(ours, sent)


def test_a_round_that_never_moved_has_no_way_back(ours: House, sent: Order, rival: House):
    with ours.nothing_written(), refused(InvalidTransition, current="CONFIRMED", wanted="CONFIRMED"):
        undo(ours, sent)
    with rival.nothing_written(), refused(NoSuchOrder):
        undo(rival, sent)


def test_what_the_kitchen_cannot_make_comes_off_without_approval(ours: House, sent: Order, clock: StoppedClock):
    duck, tea = sent.lines
    ours.move_all(sent, PREPARING)
    clock.advance(minutes=3)
    ours.do(flag, Flag(duck.id, flagged=True), Right.RUN_KITCHEN, ours.kitchen)

    with ours.nothing_written(), refused(ApprovalNeeded, current="PREPARING"):
        ours.void(tea)
    order = ours.void(duck, "the kitchen cannot make it")
    assert (statuses(order), order.total) == (["VOIDED", "PREPARING"], 320)
