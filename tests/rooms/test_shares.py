"""Waiting orders of one table hold at most a share of what is counted, and the counts stay exact."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from comanda.catalog.errors import OutOfStock
from comanda.engine.drivers import SqliteDriver
from comanda.floor.values import Session
from comanda.kernel.errors import Refusal
from comanda.kernel.scope import Right
from comanda.orders.actions.place import Place, place_order
from comanda.orders.queries import held_by, orders_of, waiting_ids
from comanda.orders.values import Order, OrderStatus
from tests.cast import House, StoppedClock, Visitor, refused
from tests.world import World


@pytest.fixture
def session(ours: House) -> Session:
    return ours.open_table("5")


@pytest.fixture
def guest(ours: House, session: Session) -> Visitor:
    return ours.join(session)


def send(house: House, by: Visitor, dish: str = "Green Tea", quantity: int = 1) -> Order:
    cart = house.cart(None, house.line(dish, quantity=quantity))
    return house.do(place_order, Place(cart), Right.PLACE_ORDERS, by)


def test_waiting_orders_of_one_table_hold_half_of_what_is_counted(ours: House, session: Session, guest: Visitor):
    ours.switch("Duck", remaining=20)
    orders = [send(ours, guest, "Duck", 3) for _ in range(5)]

    assert ours.left("Duck") == 20 - 9
    assert [order.lines[0].reserved for order in orders] == [True, True, True, False, False]
    assert [order.held_because for order in orders] == [None, None, None, "stock-share", "stock-share"]
    assert ours.read(held_by, ours.read(waiting_ids, session.id)).products == {ours.dish("Duck"): 9}
    other = ours.open_table("3")
    assert send(ours, ours.join(other), "Duck", 5).lines[0].reserved is True
    assert ours.left("Duck") == 6


def test_confirming_takes_what_was_not_held(ours: House, session: Session, guest: Visitor):
    ours.switch("Duck", remaining=10)
    held, late = send(ours, guest, "Duck", 4), send(ours, guest, "Duck", 3)
    assert (ours.left("Duck"), late.lines[0].reserved) == (6, False)
    before = ours.log_head()
    confirmed = ours.confirm(late)

    assert ours.left("Duck") == 3
    assert (confirmed.lines[0].reserved, confirmed.lines[0].counted) == (True, True)
    fact = ours.log_since(before)[-1]
    assert fact.body["reserved"] == [{"line_id": late.lines[0].id, "counted": True, "counted_options": []}]
    ours.cancel(confirmed)
    ours.turn_down(session)
    assert (ours.left("Duck"), ours.order_now(held).status) == (10, OrderStatus.CANCELLED)


def test_what_cannot_be_had_any_more_is_turned_down_line_by_line(ours: House, session: Session, guest: Visitor):
    ours.switch("Duck", remaining=10)
    send(ours, guest, "Duck", 4)
    cart = ours.cart(None, "Green Tea", ours.line("Duck", quantity=3))
    late: Order = ours.do(place_order, Place(cart), Right.PLACE_ORDERS, guest)
    ours.order(session, ours.line("Duck", quantity=5))

    duck = late.lines[1]
    fault = {"index": 1, "product_id": ours.dish("Duck"), "reason": "sold_out", "remaining": 1, "line_id": duck.id}
    with ours.nothing_written(), refused(OutOfStock, lines=[fault]):
        ours.confirm(late)
    assert [line.status for line in ours.confirm(late, reject={duck.id: "sold out"}).lines] == ["FIRED", "VOIDED"]
    assert ours.left("Duck") == 1


def test_what_is_turned_down_is_there_for_the_rest_of_the_order(ours: House, session: Session, guest: Visitor):
    ours.switch("Duck", remaining=9)
    cart = ours.cart(None, ours.line("Duck", quantity=4), ours.line("Duck", quantity=5))
    order: Order = ours.do(place_order, Place(cart), Right.PLACE_ORDERS, guest)
    assert [line.reserved for line in order.lines] == [True, False]
    ours.order(session, ours.line("Duck", quantity=4))
    assert ours.left("Duck") == 1

    confirmed = ours.confirm(order, reject={order.lines[0].id: "only one of the two"})
    assert [line.status for line in confirmed.lines] == ["VOIDED", "FIRED"]
    assert ours.left("Duck") == 0


def test_what_is_not_counted_any_more_is_not_taken(ours: House, session: Session, guest: Visitor):
    ours.switch("Duck", remaining=10)
    send(ours, guest, "Duck", 4)
    late = send(ours, guest, "Duck", 3)
    ours.switch("Duck", remaining=None)
    confirmed = ours.confirm(late)
    assert (confirmed.lines[0].reserved, confirmed.lines[0].counted) == (True, False)

    ours.switch("Duck", remaining=7)
    ours.cancel(confirmed)
    assert ours.left("Duck") == 7


def test_more_than_there_is_cannot_be_sent_either(ours: House, session: Session, guest: Visitor):
    ours.switch("Duck", remaining=10)
    fault = {"index": 0, "product_id": ours.dish("Duck"), "reason": "sold_out", "remaining": 10}

    with ours.nothing_written(), refused(OutOfStock, lines=[fault]):
        send(ours, guest, "Duck", 11)
    assert send(ours, guest, "Duck", 10).lines[0].reserved is False
    assert ours.order(session, ours.line("Duck", quantity=10)).lines[0].reserved is True


def test_answers_that_are_counted_have_their_share_too(ours: House, session: Session, guest: Visitor):
    ours.switch_option("Egg", remaining=20)
    cart = ours.cart(None, ours.line("Fried Noodles", ("Egg", 2), quantity=3))
    first, second = (ours.do(place_order, Place(cart), Right.PLACE_ORDERS, guest) for _ in range(2))

    assert (first.lines[0].reserved, second.lines[0].reserved, ours.left_of_option("Egg")) == (True, False, 14)
    ours.confirm(second)
    assert ours.left_of_option("Egg") == 8
    ours.turn_down(session)
    assert ours.left_of_option("Egg") == 14


THERE = 12
"""Portions of duck, and of eggs."""
numbers = some.integers(1, 4)


class Counting(RuleBasedStateMachine):
    """Two tables and a kitchen that begins nothing: what left the counts is exactly what live lines hold."""

    phones: Bundle[Visitor] = Bundle("phones")
    rounds: Bundle[Order] = Bundle("rounds")
    files: Iterator[int] = count()

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__()
        file = folder / f"{next(self.files)}.db"
        shutil.copy(template, file)
        self.world = World(SqliteDriver(file), StoppedClock())
        self.house = self.world.ours
        self.house.switch("Duck", remaining=THERE)
        self.house.switch_option("Egg", remaining=THERE)
        self.tables = [self.house.open_table(label) for label in ("5", "3")]

    def teardown(self) -> None:
        self.world.database.close()

    @initialize(target=phones)
    def guests_join(self) -> Any:
        return multiple(*(self.house.join(table, device) for table in self.tables for device in "ab"))

    def attempt(self, act: Any, *arguments: Any, **more: Any) -> Any:
        try:
            return act(*arguments, **more)
        except Refusal:
            return multiple()

    def cart(self, ducks: int, eggs: int) -> Any:
        noodles = self.house.line("Fried Noodles", ("Egg", 1 + eggs % 2), quantity=eggs)
        return self.house.cart(None, self.house.line("Duck", quantity=ducks), noodles)

    @rule(target=rounds, phone=phones, ducks=numbers, eggs=numbers)
    def guest_orders(self, phone: Visitor, ducks: int, eggs: int) -> Any:
        return self.attempt(self.house.do, place_order, Place(self.cart(ducks, eggs)), Right.PLACE_ORDERS, phone)

    @rule(target=rounds, table=some.integers(0, 1), ducks=numbers)
    def cashier_orders(self, table: int, ducks: int) -> Any:
        return self.attempt(self.house.order, self.tables[table], self.house.line("Duck", quantity=ducks))

    @rule(order=rounds, rejected=some.integers(0, 2))
    def confirm(self, order: Order, rejected: int) -> None:
        self.attempt(self.house.confirm, order, {line.id: "no" for line in order.lines[:rejected]})

    @rule(order=rounds)
    def cancel(self, order: Order) -> None:
        self.attempt(self.house.cancel, order)

    @rule(order=rounds)
    def void(self, order: Order) -> None:
        self.attempt(self.house.void, order.lines[-1])

    @rule(phone=phones)
    def turn_down(self, phone: Visitor) -> None:
        self.house.turn_down(phone)

    @rule(phone=phones, at_once=some.booleans())
    def remove(self, phone: Visitor, at_once: bool) -> None:
        self.house.remove(phone, turn_down="out" if at_once else None)

    @rule(table=some.integers(0, 1))
    def turn_the_table_down(self, table: int) -> None:
        self.house.turn_down(self.tables[table])

    @invariant()
    def the_counts_are_exact(self) -> None:
        orders = self.house.read(orders_of, [table.id for table in self.tables])
        live = [line for order in orders for line in order.lines if line.live and line.reserved]
        ducks = sum(line.quantity for line in live if line.counted)
        eggs = sum(
            line.quantity * o.quantity for line in live for o in line.options if o.option_id in line.counted_options
        )
        assert (self.house.left("Duck"), self.house.left_of_option("Egg")) == (THERE - ducks, THERE - eggs)


def test_whatever_happens_the_counts_are_exact(template: Path, tmp_path: Path):
    run_state_machine_as_test(
        cast("Any", lambda: Counting(template, tmp_path)),
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
