"""One phone, or twelve, against a restaurant: what waits for staff, what is not taken, and what staff do about it."""

import asyncio
from typing import Any

import pytest

from comanda.app import HANDLERS
from comanda.billing.errors import OrdersPending
from comanda.engine.timer import Timer
from comanda.floor.errors import NoSuchGuest, NoSuchSession, OrderingLocked, SessionClosed, TooManyDevices
from comanda.floor.queries import joined
from comanda.floor.values import ClosedBecause, Session, SessionStatus
from comanda.kernel.errors import NotSignedIn
from comanda.kernel.scope import Right
from comanda.orders.actions.place import Place, place_order
from comanda.orders.errors import TooManyWaitingOrders
from comanda.orders.queries import orders_of, waiting_ids
from comanda.orders.values import Order, OrderStatus
from tests.cast import House, StoppedClock, Visitor, refused
from tests.counting import counting

NO_LIMIT = {"device_orders": 200, "table_orders": 200, "portions": 10_000, "value": 10**11}


@pytest.fixture
def session(ours: House) -> Session:
    return ours.open_table("5")


@pytest.fixture
def guest(ours: House, session: Session) -> Visitor:
    return ours.join(session)


def send(house: House, by: Visitor, dish: str = "Green Tea", quantity: int = 1) -> Order:
    cart = house.cart(None, house.line(dish, quantity=quantity))
    return house.do(place_order, Place(cart), Right.PLACE_ORDERS, by)


def after_a_while(house: House, clock: StoppedClock) -> None:
    """Whatever the branch confirms by itself is confirmed."""
    clock.advance(seconds=21)
    asyncio.run(Timer(house.database, HANDLERS).tick())


def statuses(house: House, orders: list[Order]) -> list[str]:
    return [house.order_now(order).status.value for order in orders]


# what waits for staff


def test_the_seventh_order_in_ten_minutes_waits_for_staff(ours: House, guest: Visitor, clock: StoppedClock):
    ours.confirm_by_itself()
    orders = [send(ours, guest) for _ in range(8)]
    after_a_while(ours, clock)

    assert [order.held_because for order in orders] == [None] * 6 + ["device-limit"] * 2
    assert statuses(ours, orders) == ["CONFIRMED"] * 6 + ["OPEN"] * 2
    assert [fact.body["held_because"] for fact in ours.log() if fact.kind == "order.placed"] == [
        order.held_because for order in orders
    ]
    clock.advance(minutes=10)
    later = send(ours, guest)
    after_a_while(ours, clock)
    assert (later.held_because, statuses(ours, [later, orders[7]])) == (None, ["CONFIRMED", "OPEN"])


def test_forty_orders_in_a_row_are_taken_and_none_is_lost(ours: House, session: Session, guest: Visitor):
    ours.confirm_by_itself(**{**NO_LIMIT, "device_orders": 6})
    orders = [send(ours, guest) for _ in range(40)]

    assert [order.held_because for order in orders] == [None] * 6 + ["device-limit"] * 34
    assert [order.id for order in ours.read(orders_of, [session.id])] == [order.id for order in orders]


def test_a_table_has_its_own_limit_over_all_its_phones(ours: House, session: Session, clock: StoppedClock):
    ours.confirm_by_itself(table_orders=3)
    phones = [ours.join(session, f"phone {number}") for number in range(5)]
    orders = [send(ours, phone) for phone in phones]
    ours.order(session, "Duck")

    assert [order.held_because for order in orders] == [None] * 3 + ["table-limit"] * 2
    elsewhere = ours.open_table("3")
    assert send(ours, ours.join(elsewhere)).held_because is None


def test_strangers_give_the_kitchen_no_sixty_thousand_portions(ours: House, session: Session, clock: StoppedClock):
    """Twelve phones, sixty lines of fifty each, on a branch that confirms automatically."""
    ours.confirm_by_itself(value=10**11)
    lines = [ours.line("Tap Water", quantity=50) for _ in range(60)]
    orders = [ours.bring_and_order(session, f"phone {number}", *lines) for number in range(12)]
    after_a_while(ours, clock)

    assert {order.held_because for order in orders} == {"portions-cap"}
    assert set(statuses(ours, orders)) == {"OPEN"}


def test_portions_count_until_staff_have_seen_them(ours: House, session: Session, guest: Visitor, clock: StoppedClock):
    ours.confirm_by_itself(portions=10)
    first = send(ours, guest, quantity=6)
    after_a_while(ours, clock)
    second = send(ours, guest, quantity=5)
    assert (first.held_because, statuses(ours, [first]), second.held_because) == (None, ["CONFIRMED"], "portions-cap")

    assert send(ours, guest, quantity=1).held_because == "portions-cap"  # what waits counts as well
    ours.turn_down(session)
    assert send(ours, guest, quantity=4).held_because is None
    ours.turn_down(session)
    clock.advance(minutes=10)
    assert send(ours, guest, quantity=10).held_because is None


def test_what_staff_confirmed_they_have_seen(ours: House, guest: Visitor):
    ours.confirm_by_itself(portions=10)
    ours.confirm(send(ours, guest, quantity=10))

    assert send(ours, guest, quantity=10).held_because is None


def test_above_a_value_an_order_waits(ours: House, guest: Visitor):
    ours.confirm_by_itself(value=3380)
    first, second, third = (send(ours, guest, "Duck") for _ in range(3))

    assert [order.held_because for order in (first, second, third)] == [None, None, "value-cap"]


def test_the_value_is_the_currencys_where_nobody_set_one(ours: House, guest: Visitor):
    ours.confirm_by_itself()

    assert send(ours, guest, "Duck", 29).held_because is None  # 490.10
    assert send(ours, guest, "Duck", 1).held_because == "value-cap"  # 507.00 of 500.00


def test_staff_raise_the_limits_of_one_table(ours: House, session: Session, guest: Visitor):
    ours.confirm_by_itself(device_orders=1, portions=2)
    send(ours, guest)
    assert send(ours, guest).held_because == "device-limit"
    before = ours.log_head()
    limits = ours.limit(session, device_orders=9, portions=50).limits

    (fact,) = ours.log_since(before)
    assert (limits.device_orders, limits.portions, limits.devices) == (9, 50, None)
    assert (fact.kind, fact.audience) == ("session.limited", "staff")
    assert fact.body == {
        "id": session.id, "qr_session_id": session.id, "devices": None, "device_orders": 9, "table_orders": None,
        "value": None, "portions": 50,
    }  # fmt: skip
    assert send(ours, guest).held_because is None
    with ours.nothing_written():
        ours.limit(session, device_orders=9)
    assert ours.limit(session, device_orders=None).limits.device_orders is None
    assert send(ours, guest).held_because == "device-limit"


def test_what_is_held_is_said_where_staff_confirm_anyway(ours: House, guest: Visitor):
    orders = [send(ours, guest) for _ in range(7)]

    assert [order.held_because for order in orders] == [None] * 6 + ["device-limit"]


# what is not taken


def test_fifty_orders_of_one_phone_may_wait(ours: House, session: Session, guest: Visitor):
    for _ in range(50):
        send(ours, guest)

    with ours.nothing_written(), refused(TooManyWaitingOrders, retry_after=60, limit=50):
        send(ours, guest)
    assert send(ours, ours.join(session, "another phone")).status is OrderStatus.OPEN
    ours.confirm(ours.read(orders_of, [session.id])[0])
    assert send(ours, guest).status is OrderStatus.OPEN


def test_two_hundred_orders_of_one_table_may_wait(ours: House, session: Session):
    for number in range(4):
        phone = ours.join(session, f"phone {number}")
        for _ in range(50):
            send(ours, phone)

    fifth = ours.join(session, "a fifth phone")
    with ours.nothing_written(), refused(TooManyWaitingOrders, retry_after=60, limit=200):
        send(ours, fifth)
    with refused(TooManyWaitingOrders, retry_after=60, limit=200):
        ours.bring_and_order(session, "a sixth phone", "Duck")
    assert ours.order(session, "Duck").status is OrderStatus.CONFIRMED


def test_taking_orders_back_makes_no_room_for_ever_more(ours: House, guest: Visitor, clock: StoppedClock):
    for _ in range(100):
        ours.cancel(send(ours, guest), by=guest)

    with ours.nothing_written(), refused(TooManyWaitingOrders, retry_after=60, limit=50):
        send(ours, guest)
    clock.advance(minutes=10)
    assert send(ours, guest).status is OrderStatus.OPEN


def test_nothing_is_priced_for_an_order_that_is_not_taken(ours: House, guest: Visitor):
    for _ in range(50):
        send(ours, guest)

    nonsense = ours.cart(None, ours.line("Green Tea", "Egg"))
    with refused(TooManyWaitingOrders, retry_after=60, limit=50):
        ours.do(place_order, Place(nonsense), Right.PLACE_ORDERS, guest)


# devices


def test_an_order_with_the_token_counts_as_a_device(ours: House, session: Session):
    for number in range(12):
        ours.bring_and_order(session, f"phone {number}", "Green Tea")

    with ours.nothing_written(), refused(TooManyDevices, limit=12):
        ours.bring_and_order(session, "phone 12", "Green Tea")
    with refused(TooManyDevices, limit=12):
        ours.join(session, "phone 12")
    assert ours.bring_and_order(session, "phone 11", "Duck").placed_name == "Plum"
    ours.limit(session, devices=13)
    assert ours.bring_and_order(session, "phone 12", "Green Tea").status is OrderStatus.OPEN


def test_a_removed_phone_is_out_and_makes_room(ours: House, session: Session):
    phones = [ours.join(session, f"phone {number}") for number in range(12)]
    before = ours.log_head()
    removed = ours.remove(phones[0])

    (fact,) = ours.log_since(before)
    assert (fact.kind, fact.entity_id, fact.audience) == ("guest.removed", phones[0].id, "staff+table")
    assert fact.body == {"id": phones[0].id, "qr_session_id": session.id, "name": "Basil"}
    assert ours.read(joined, [session.id]) == {session.id: 11}
    with ours.nothing_written():
        assert ours.remove(phones[0]) == removed
    with refused(NotSignedIn):
        send(ours, phones[0])
    with refused(SessionClosed, closed_because="device-removed"):
        ours.join(session, "phone 0")
    assert ours.join(session, "phone 12").name == "Saffron"


def test_a_removed_phone_does_not_come_back_by_the_old_code(ours: House, session: Session):
    thief, friend = ours.join(session, "thief"), ours.join(session, "friend")
    old = ours.links.token(session)
    order = send(ours, thief)
    before = ours.log_head()
    ours.remove(thief, renew_code=True, turn_down="not at this table")

    assert [fact.kind for fact in ours.log_since(before)] == ["guest.removed", "order.cancelled", "session.rotated"]
    assert ours.order_now(order).cancelled_because == "not at this table"
    with refused(SessionClosed, closed_because="code-replaced"):
        ours.join_by(old, "the thief's other browser")
    assert send(ours, friend).status is OrderStatus.OPEN
    with ours.nothing_written():
        ours.remove(thief, renew_code=True, turn_down="not at this table")


def test_ordering_of_a_table_is_locked_and_unlocked(ours: House, session: Session, guest: Visitor):
    waiting = send(ours, guest)
    before = ours.log_head()
    assert ours.lock(session).ordering_locked is True

    (fact,) = ours.log_since(before)
    assert (fact.kind, fact.audience) == ("session.locked", "staff+table")
    assert fact.body == {"id": session.id, "qr_session_id": session.id, "locked": True}
    with ours.nothing_written():
        ours.lock(session)
        with refused(OrderingLocked):
            send(ours, guest)
        with refused(OrderingLocked):
            ours.bring_and_order(session, "another phone", "Duck")
    assert ours.order(session, "Duck").status is OrderStatus.CONFIRMED
    assert ours.confirm(waiting).status is OrderStatus.CONFIRMED
    ours.lock(session, locked=False)
    assert send(ours, guest).status is OrderStatus.OPEN


# turning down


def test_all_of_a_phones_waiting_orders_are_turned_down_in_one_act(ours: House, session: Session, guest: Visitor):
    ours.switch("Duck", remaining=40)
    ours.switch_option("Egg", remaining=40)
    confirmed = ours.confirm(send(ours, guest, "Duck"))
    flood = [send(ours, guest, "Duck") for _ in range(3)]
    flood.append(ours.do(place_order, Place(ours.cart(None, ours.line("Fried Noodles", ("Egg", 2), quantity=2))),
                         Right.PLACE_ORDERS, guest))  # fmt: skip
    honest = send(ours, ours.join(session, "another phone"))
    assert (ours.left("Duck"), ours.left_of_option("Egg")) == (36, 36)
    before = ours.log_head()
    ours.turn_down(guest, "we come to you")

    facts = ours.log_since(before)
    assert [fact.kind for fact in facts] == [
        "product.availability", "option.availability", *["order.cancelled"] * 4,
    ]  # fmt: skip
    assert (ours.left("Duck"), ours.left_of_option("Egg")) == (39, 40)
    assert statuses(ours, [confirmed, honest]) == ["CONFIRMED", "OPEN"]
    for order in flood:
        now = ours.order_now(order)
        assert (now.status, now.total, now.portions, now.version) == ("CANCELLED", 0, 0, 2)
        assert now.cancelled_because == "we come to you"
        assert [(line.status, line.void_reason) for line in now.lines] == [("VOIDED", "we come to you")]
    with ours.nothing_written():
        ours.turn_down(guest)


def test_two_hundred_orders_are_turned_down_in_as_many_statements_as_two(ours: House, session: Session):
    phones = [ours.join(session, f"phone {number}") for number in range(4)]
    counts: list[int] = []
    for each in (1, 50):
        for phone in phones:
            for _ in range(each):
                send(ours, phone)
        with counting() as counted:
            ours.turn_down(session)
        counts.append(counted.statements - len(phones) * each)  # each has its event
    assert ours.read(waiting_ids, session.id) == []
    assert counts[0] == counts[1]


def test_a_flooded_table_can_be_closed(ours: House, session: Session, guest: Visitor):
    for _ in range(30):
        send(ours, guest)
    with pytest.raises(OrdersPending) as told:
        ours.close(session)
    assert (told.value.count, len(told.value.orders)) == (30, 20)
    assert [order.number for order in told.value.orders] == list(range(1, 21))

    ours.turn_down(session)
    closed = ours.close(session).session
    assert (closed.status, closed.closed_because) == (SessionStatus.CLOSED, ClosedBecause.EMPTY)


def test_what_is_not_ours_is_not_there(ours: House, rival: House, session: Session, guest: Visitor):
    theirs = rival.open_table("5")
    visitor = rival.join(theirs)
    order = send(rival, visitor)
    acts: list[tuple[Any, Any, type[Exception]]] = [
        (ours.remove, visitor, NoSuchGuest), (ours.turn_down, visitor, NoSuchGuest),
        (ours.turn_down, theirs, NoSuchSession), (ours.lock, theirs, NoSuchSession),
        (ours.limit, theirs, NoSuchSession),
    ]  # fmt: skip
    with ours.nothing_written():
        for act, thing, refusal in acts:
            with pytest.raises(refusal):
                act(thing)
    assert rival.order_now(order).status is OrderStatus.OPEN
