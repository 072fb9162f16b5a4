"""Confirming, preparing, serving; taking items and rounds back, by the rules of who and when."""

import pytest
from msgspec.structs import replace

from comanda.billing.errors import AlreadyPaid
from comanda.floor.values import Service
from comanda.kernel.errors import Forbidden
from comanda.orders.errors import ApprovalNeeded, InvalidTransition, NoSuchLine, NoSuchOrder, NotYours
from comanda.orders.values import LineStatus, Order, OrderStatus
from comanda.payments.values import Method
from tests.cast import House, StoppedClock, Visitor, refused

PREPARING, READY, SERVED, FIRED = LineStatus.PREPARING, LineStatus.READY, LineStatus.SERVED, LineStatus.FIRED


@pytest.fixture
def guest(ours: House) -> Visitor:
    return ours.join(ours.open_table("5"))


@pytest.fixture
def waiting(ours: House, guest: Visitor) -> Order:
    """A guest's order of three dishes."""
    session_id = ours.log()[-1].session_id
    assert session_id is not None
    cart = ("Duck", "Green Tea", ours.line("Wan Tan Soup", "Small"))
    return ours.order(ours.session_by_id(session_id), *cart, by=guest)


@pytest.fixture
def sent(ours: House) -> Order:
    """A cashier's order, in the kitchen."""
    return ours.order(ours.open_table("3"), "Duck", "Green Tea")


def statuses(order: Order) -> list[str]:
    return [line.status.value for line in order.lines]


# confirming


def test_confirming_sends_every_line_to_the_kitchen(ours: House, waiting: Order, clock: StoppedClock):
    clock.advance(minutes=1)
    before = ours.log_head()
    order = ours.confirm(waiting)

    assert (order.status, order.confirmed_at, order.version) == (OrderStatus.CONFIRMED, clock.now, 2)
    assert statuses(order) == ["FIRED", "FIRED", "FIRED"]
    assert ours.order_now(waiting) == order
    (fact,) = ours.log_since(before)
    assert (fact.kind, fact.audience, fact.session_seq) == ("order.confirmed", "staff+kitchen+table", 3)
    assert fact.body == {
        "id": order.id, "qr_session_id": order.qr_session_id, "number": 1, "status": "CONFIRMED", "total": 2460,
        "rejected": [], "reserved": [],
    }  # fmt: skip


def test_confirming_twice_changes_nothing(ours: House, waiting: Order):
    order = ours.confirm(waiting)

    with ours.nothing_written():
        assert ours.confirm(waiting) == order


def test_a_single_item_can_be_turned_down(ours: House, waiting: Order):
    duck = waiting.lines[0]
    order = ours.confirm(waiting, reject={duck.id: "sold out, sorry"})

    assert statuses(order) == ["VOIDED", "FIRED", "FIRED"]
    assert order.lines[0].void_reason == "sold out, sorry"
    assert (order.status, order.total) == (OrderStatus.CONFIRMED, 770)
    assert ours.log()[-1].body["rejected"] == [duck.id]


def test_an_order_with_every_item_turned_down_is_cancelled(ours: House, waiting: Order):
    order = ours.confirm(waiting, reject={line.id: "closing" for line in waiting.lines})

    assert (order.status, order.total) == (OrderStatus.CANCELLED, 0)
    assert (order.cancelled_because, order.confirmed_at) == ("closing", None)
    assert ours.log()[-1].kind == "order.cancelled"


def test_an_item_of_another_order_cannot_be_turned_down_here(ours: House, waiting: Order, sent: Order):
    with ours.nothing_written(), refused(NoSuchLine):
        ours.confirm(waiting, reject={sent.lines[0].id: "?"})


def test_a_cancelled_order_cannot_be_confirmed(ours: House, waiting: Order):
    ours.cancel(waiting)

    with ours.nothing_written(), refused(InvalidTransition, current="CANCELLED", wanted="CONFIRMED"):
        ours.confirm(waiting)


def test_the_kitchen_and_guests_do_not_confirm(ours: House, waiting: Order, guest: Visitor):
    for who in (ours.kitchen, guest):
        with ours.nothing_written(), refused(Forbidden):
            ours.confirm(waiting, by=who)


def test_the_rivals_order_does_not_exist_for_us(ours: House, rival: House):
    theirs = rival.order(rival.open_table("5"), "Duck")
    with ours.nothing_written():
        for act in (ours.confirm, ours.cancel):
            with refused(NoSuchOrder):
                act(theirs)
        with refused(NoSuchLine):
            ours.void(theirs.lines[0])
        with refused(NoSuchLine):
            ours.move(theirs.lines[0], PREPARING)
        with refused(NoSuchOrder):
            ours.move_all(theirs, PREPARING)


# preparing and serving


@pytest.mark.parametrize("steps", [[PREPARING, READY, SERVED], [READY, SERVED], [PREPARING, SERVED], [SERVED]])
def test_a_line_goes_forward_by_any_number_of_steps(ours: House, sent: Order, steps: list[LineStatus]):
    for step in steps:
        order = ours.move(sent.lines[0], step)
        assert statuses(order) == [step, "FIRED"]
        fact = ours.log()[-1]
        assert (fact.kind, fact.entity_id, fact.audience) == (
            "line.status", sent.lines[0].id, "staff+kitchen+table",
        )  # fmt: skip
        assert fact.body == {
            "id": sent.lines[0].id, "qr_session_id": sent.qr_session_id, "order_id": sent.id, "status": step,
        }  # fmt: skip


def test_moving_to_where_it_is_changes_nothing(ours: House, sent: Order):
    ours.move(sent.lines[0], READY)

    with ours.nothing_written():
        ours.move(sent.lines[0], READY)


def test_one_step_can_be_undone_for_two_minutes(ours: House, sent: Order, clock: StoppedClock):
    line = sent.lines[0]
    ours.move(line, PREPARING)
    ours.move(line, READY)
    clock.advance(minutes=2)
    assert statuses(ours.move(line, PREPARING)) == ["PREPARING", "FIRED"]
    with ours.nothing_written(), refused(InvalidTransition, current="PREPARING", wanted="FIRED"):
        ours.move(line, FIRED)
    ours.move(line, READY)
    clock.advance(minutes=2, seconds=0.000001)
    with ours.nothing_written(), refused(InvalidTransition, current="READY", wanted="PREPARING"):
        ours.move(line, PREPARING)


def test_a_waiting_line_is_not_prepared(ours: House, waiting: Order):
    with ours.nothing_written(), refused(InvalidTransition, current="PLACED", wanted="PREPARING"):
        ours.move(waiting.lines[0], PREPARING)


@pytest.mark.parametrize("wanted", [LineStatus.PLACED, LineStatus.HELD, LineStatus.VOIDED])
def test_a_line_is_not_moved_where_only_other_verbs_lead(ours: House, sent: Order, wanted: LineStatus):
    with ours.nothing_written(), refused(InvalidTransition, current="FIRED", wanted=wanted.value):
        ours.move(sent.lines[0], wanted)


def test_the_kitchen_prepares_but_does_not_serve(ours: House, sent: Order):
    assert statuses(ours.move_all(sent, READY, by=ours.kitchen)) == ["READY", "READY"]

    with ours.nothing_written(), refused(Forbidden):
        ours.move_all(sent, SERVED, by=ours.kitchen)
    with ours.nothing_written(), refused(Forbidden):
        ours.move(sent.lines[0], SERVED, by=ours.kitchen)


def test_a_whole_order_moves_without_its_cancelled_items(ours: House, sent: Order):
    ours.void(sent.lines[0])

    assert statuses(ours.move_all(sent, SERVED)) == ["VOIDED", "SERVED"]


def test_a_paid_order_is_prepared_and_served_like_any_other(ours: House, sent: Order):
    ours.pay(ours.session_by_id(sent.qr_session_id))
    order = ours.move_all(sent, SERVED)

    assert (order.status, statuses(order)) == (OrderStatus.PAID, ["SERVED", "SERVED"])


# a guest takes back


def test_a_guest_cancels_while_the_order_waits(ours: House, waiting: Order, guest: Visitor):
    before = ours.log_head()
    order = ours.cancel(waiting, "too much", by=guest)

    assert (order.status, order.total, order.cancelled_because) == (OrderStatus.CANCELLED, 0, "too much")
    assert [(line.status.value, line.void_reason) for line in order.lines] == [("VOIDED", "too much")] * 3
    (fact,) = ours.log_since(before)
    assert (fact.kind, fact.actor) == ("order.cancelled", f"guest:{guest.id}")
    assert fact.body == {
        "id": order.id, "qr_session_id": order.qr_session_id, "number": 1, "status": "CANCELLED", "total": 0,
    }  # fmt: skip


def test_a_guest_cannot_cancel_what_the_kitchen_has(ours: House, waiting: Order, guest: Visitor):
    ours.confirm(waiting)

    with ours.nothing_written(), refused(InvalidTransition, current="CONFIRMED", wanted="CANCELLED"):
        ours.cancel(waiting, by=guest)


def test_a_guest_cannot_cancel_for_the_neighbour(ours: House, waiting: Order):
    neighbour = ours.join(ours.session_by_id(waiting.qr_session_id), "other phone")
    stranger = ours.join(ours.open_table("1"))

    with ours.nothing_written(), refused(NotYours):
        ours.cancel(waiting, by=neighbour)
    with ours.nothing_written(), refused(NoSuchOrder):
        ours.cancel(waiting, by=stranger)


def test_a_guest_does_not_void_single_items(ours: House, waiting: Order, guest: Visitor):
    with ours.nothing_written(), refused(Forbidden):
        ours.void(waiting.lines[0], by=guest)


# staff take back


def test_cancelling_twice_changes_nothing(ours: House, sent: Order):
    order = ours.cancel(sent)

    with ours.nothing_written():
        assert ours.cancel(sent, "again") == order
    with ours.nothing_written():
        assert ours.void(sent.lines[0], "again") == order


def test_a_voided_item_comes_off_order_and_bill(ours: House, sent: Order):
    before = ours.log_head()
    order = ours.void(sent.lines[0], "wrong table")

    assert (order.status, order.total, statuses(order)) == (OrderStatus.CONFIRMED, 320, ["VOIDED", "FIRED"])
    assert ours.bill(ours.session_by_id(order.qr_session_id)).total == 320
    (fact,) = ours.log_since(before)
    assert (fact.kind, fact.audience, fact.entity_id) == ("line.voided", "staff+kitchen+table", sent.lines[0].id)
    assert fact.body == {
        "id": sent.lines[0].id, "qr_session_id": sent.qr_session_id, "order_id": sent.id,
        "order_status": "CONFIRMED", "order_total": 320, "kept": None,
    }  # fmt: skip


def test_a_part_of_an_item_is_voided_and_the_rest_stays_as_it_was(ours: House):
    table = ours.open_table("3")
    order = ours.order(table, ours.line("Duck", quantity=3))
    (line,) = order.lines
    ours.move(line, LineStatus.PREPARING)
    after = ours.void(line, "dropped", quantity=1)

    assert [(one.quantity, one.status, one.line_total) for one in after.lines] == [
        (3, LineStatus.VOIDED, 3 * line.unit_price), (2, LineStatus.PREPARING, 2 * line.unit_price),
    ]  # fmt: skip
    kept = after.lines[1]
    assert (kept.name, kept.note, kept.options, kept.tax_rate) == (line.name, line.note, line.options, line.tax_rate)
    assert after.total == 2 * line.unit_price
    assert ours.bill(table).total == 2 * line.unit_price
    with ours.nothing_written():
        assert ours.void(line, "dropped", quantity=1) == after
    gone = ours.void(kept, "all of it", quantity=2)
    assert (gone.status, len(gone.lines)) == (OrderStatus.CANCELLED, 2)


def test_the_last_voided_item_cancels_the_order(ours: House, sent: Order):
    ours.void(sent.lines[0])
    order = ours.void(sent.lines[1], "left")

    assert (order.status, order.total, order.cancelled_because) == (OrderStatus.CANCELLED, 0, "left")


def test_a_waiting_item_can_be_taken_out_before_confirming(ours: House, waiting: Order):
    order = ours.void(waiting.lines[0])
    assert (order.status, statuses(order)) == (OrderStatus.OPEN, ["VOIDED", "PLACED", "PLACED"])

    assert statuses(ours.confirm(waiting)) == ["VOIDED", "FIRED", "FIRED"]


def test_a_cashier_cancels_alone_until_the_kitchen_begins(ours: House, sent: Order, clock: StoppedClock):
    clock.advance(minutes=30)

    assert ours.cancel(sent).status is OrderStatus.CANCELLED


def test_a_cashier_cancels_alone_within_two_minutes_of_sending(ours: House, sent: Order, clock: StoppedClock):
    ours.move_all(sent, SERVED)
    clock.advance(minutes=2)
    ours.void(sent.lines[0])
    clock.advance(seconds=0.000001)

    with ours.nothing_written(), refused(ApprovalNeeded, current="SERVED"):
        ours.void(sent.lines[1])


@pytest.mark.parametrize("reached", [PREPARING, READY, SERVED])
def test_later_only_a_manager_cancels(ours: House, sent: Order, clock: StoppedClock, reached: LineStatus):
    clock.advance(minutes=3)
    ours.move(sent.lines[0], reached)

    with ours.nothing_written(), refused(ApprovalNeeded, current=reached.value):
        ours.void(sent.lines[0])
    with ours.nothing_written(), refused(ApprovalNeeded, current=reached.value):
        ours.cancel(sent)
    assert ours.cancel(sent, by=ours.manager).status is OrderStatus.CANCELLED


def test_the_two_minutes_of_a_guests_order_begin_when_it_is_confirmed(ours: House, waiting: Order, clock: StoppedClock):
    clock.advance(minutes=10)
    ours.confirm(waiting)
    ours.move_all(waiting, PREPARING)
    clock.advance(minutes=2)

    assert ours.cancel(waiting).status is OrderStatus.CANCELLED


def test_a_paid_order_is_not_cancelled(ours: House, sent: Order):
    ours.pay(ours.session_by_id(sent.qr_session_id))
    with ours.nothing_written():
        with refused(InvalidTransition, current="PAID", wanted="CANCELLED"):
            ours.cancel(sent, by=ours.manager)
        with refused(InvalidTransition, current="PAID", wanted="VOIDED"):
            ours.void(sent.lines[0], by=ours.manager)


def test_what_is_paid_for_does_not_come_off_the_bill(ours: House, sent: Order):
    session = ours.session_by_id(sent.qr_session_id)
    ours.pay(session, Method.CARD, amount=400)

    with ours.nothing_written(), refused(AlreadyPaid, captured=400, excess=80, currency="EUR"):
        ours.void(sent.lines[0])
    with ours.nothing_written(), refused(AlreadyPaid, captured=400, excess=400, currency="EUR"):
        ours.cancel(sent)
    assert ours.void(sent.lines[1]).total == 1690


def test_taking_away_does_not_change_who_cancels(ours: House):
    order = ours.order(ours.open_table(None, service=Service.TAKEAWAY), "Duck")

    assert ours.cancel(order).status is OrderStatus.CANCELLED


def test_an_id_with_a_zero_character_is_unknown(ours: House, sent: Order):
    strange = replace(sent, id=f"{sent.id}\0")

    with ours.nothing_written(), refused(NoSuchOrder):
        ours.confirm(strange)


def test_stepping_back_does_not_undo_that_somebody_began(ours: House, clock: StoppedClock):
    ours.switch("Duck", remaining=5)
    order = ours.order(ours.open_table("3"), "Duck")
    clock.advance(minutes=3)
    ours.move_all(order, PREPARING)
    assert statuses(ours.move_all(order, FIRED)) == ["FIRED"]

    with ours.nothing_written(), refused(ApprovalNeeded, current="FIRED"):
        ours.void(order.lines[0])
    ours.void(order.lines[0], by=ours.manager)
    assert ours.left("Duck") == 4


def test_every_change_of_a_line_counts_as_a_change_of_its_order(ours: House, sent: Order):
    assert ours.move(sent.lines[0], READY).version == 2
    assert ours.move_all(sent, SERVED).version == 3
    assert ours.move_all(sent, SERVED).version == 3


def test_an_answer_given_twice_is_given_once_and_a_different_one_is_too_late(ours: House, waiting: Order):
    reject = {waiting.lines[0].id: "sold out"}
    order = ours.confirm(waiting, reject)
    with ours.nothing_written():
        assert ours.confirm(waiting, reject) == order
    with ours.nothing_written(), refused(InvalidTransition, current="CONFIRMED", wanted="CONFIRMED"):
        ours.confirm(waiting, {waiting.lines[1].id: "sold out too"})


def test_the_kitchen_never_hears_of_an_order_of_which_nothing_was_taken(ours: House, waiting: Order):
    before = ours.log_head()
    ours.confirm(waiting, reject={line.id: "closing" for line in waiting.lines})

    (fact,) = ours.log_since(before)
    assert (fact.kind, fact.body["status"]) == ("order.cancelled", "CANCELLED")
