"""Answers that are kept for repeats go after a week, by themselves."""

import pytest
from sqlalchemy import select

from comanda.engine import sweep
from comanda.engine.commands import Caller
from comanda.engine.tables import idempotency
from comanda.engine.tokens import fingerprint
from comanda.floor.values import Session
from comanda.identity.actions.people import NewStaff, add_staff
from comanda.identity.queries import PersonProof
from comanda.identity.values import StaffRole
from comanda.kernel.scope import Right
from comanda.orders.actions.place import Place, place_order
from tests.cast import House, StoppedClock
from tests.rooms.test_timers import tick


def test_answers_of_last_week_are_thrown_away_in_parts(
    ours: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sweep, "AT_ONCE", 2)
    monkeypatch.setattr(sweep, "OLDEST", sweep.OLDEST.limit(2))
    session = ours.open_table("5")
    for number in range(5):
        order_under_a_key(ours, session, f"key {number}")
        clock.advance(seconds=1)
    clock.advance(days=7, seconds=-2)
    ours.cashier = ours.sign_in(ours.cashier)
    order_under_a_key(ours, session, "a new key")

    done = list[list[str]]()
    for _ in range(4):
        tick(ours)
        done.append(keys_of(ours))

    rest = ["a new key", "key 4"]
    assert done == [["a new key", "key 2", "key 3", "key 4"], rest, rest, rest]
    clock.advance(days=1)
    tick(ours)
    assert keys_of(ours) == ["a new key"]


def test_answers_of_houses_and_of_the_platform_are_thrown_away_after_a_week(ours: House, clock: StoppedClock):
    def add_under_a_key(secret: str, right: Right, new: NewStaff) -> None:
        caller = Caller(PersonProof(fingerprint(secret)), right, f"key of {new.role}", b"digest")
        ours.database.write_now(add_staff, caller, new, answer=lambda *_: "added")

    def kept() -> list[str]:
        return sorted(row.key for row in ours.database.look_now(lambda tx: tx.all(select(idempotency.c.key))))

    house = ours.organization_id
    cook = NewStaff("new@ours.test", "Kim", StaffRole.KITCHEN, None, house, ours.branch_id)
    boss = NewStaff("boss@ours.test", "Bo", StaffRole.MANAGER, None, house)
    add_under_a_key(ours.manager.secret, Right.EDIT_STAFF, cook)
    add_under_a_key("secret of admin@platform.test", Right.KEEP_PLATFORM, boss)
    clock.advance(days=7, seconds=-1)
    tick(ours)
    assert kept() == ["key of kitchen", "key of manager"]

    clock.advance(days=1)
    tick(ours)
    assert kept() == []


def order_under_a_key(house: House, session: Session, key: str) -> None:
    caller = Caller(house.cashier.at(house.branch_id), Right.PLACE_ORDERS, key, b"digest")
    house.database.write_now(place_order, caller, Place(house.cart(session, "Green Tea")), answer=lambda *_: "sold")


def keys_of(house: House) -> list[str]:
    every = select(idempotency.c.key).where(idempotency.c.branch_id == house.branch_id)
    return sorted(row.key for row in house.database.look_now(lambda tx: tx.all(every)))


def test_a_week_of_sweeping_leaves_the_log_alone(ours: House, clock: StoppedClock):
    ours.order(ours.open_table("5"), "Duck")
    head = ours.log_head()
    for _ in range(8):
        clock.advance(days=1)
        tick(ours)
    assert ours.log_head() == head
