"""A clock that was ahead once: whatever comes after it was put right follows it as it is."""

import asyncio
import logging
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date

import pytest

from comanda.app import HANDLERS
from comanda.catalog.errors import UntilNotAhead
from comanda.catalog.queries.cached import MenuCache
from comanda.engine.timer import Timer
from comanda.engine.tokens import fingerprint
from comanda.identity.queries import PersonProof
from comanda.kernel.clock import HOUR, to_text
from comanda.kernel.errors import NotSignedIn
from comanda.ops.verify import Finding, verify
from comanda.orders.errors import InvalidTransition
from comanda.orders.values import HeldBecause, LineStatus, OrderStatus
from comanda.payments.values import Method
from comanda.reports.queries import day_of, platform_now
from tests.cast import House, Person, StoppedClock, refused
from tests.world import World

YEAR = 365
NOON = "2026-11-23T11:00:00.000000Z"
MONDAY = date(2026, 11, 23)


@contextmanager
def ahead(house: House, days: float = YEAR) -> Generator[Person]:
    """The clock is wrong meanwhile; the cashier has to sign in, and afterwards is at the first till again."""
    before = house.cashier
    house.clock.advance(days=days)
    house.cashier = house.sign_in(before)
    yield house.cashier
    house.cashier = before
    house.clock.advance(days=-days)


def sell(house: House) -> str:
    session = house.open_table(None)
    order = house.order(session, "Duck")
    house.pay(session, Method.CARD)
    return order.business_date


@pytest.fixture
def after(ours: House) -> House:
    """One sale as always, one while the clock was a year ahead; now it is right again."""
    sell(ours)
    with ahead(ours):
        assert sell(ours) == "2027-11-23"
    return ours


def tick(house: House) -> int:
    return asyncio.run(Timer(house.database, HANDLERS).tick())


def test_a_sale_afterwards_has_the_day_and_the_time_of_now(after: House):
    assert sell(after) == "2026-11-23"

    found = after.read(day_of, MONDAY)
    assert (found.sales, found.bills) == (2 * 1690, 2)
    assert {to_text(fact.at) for fact in after.log()[-3:]} == {NOON}
    assert [fact.seq for fact in after.log()] == list(range(1, after.log_head() + 1))


def test_until_tomorrow_is_ahead_again(after: House, clock: StoppedClock):
    assert after.switch("Duck", False, until=to_text(clock.now + 12 * HOUR)).overlay.until == clock.now + 12 * HOUR
    with refused(UntilNotAhead):
        after.switch("Green Tea", False, until=to_text(clock.now - 1))


@pytest.mark.parametrize("days", [1 / 24, YEAR])
def test_orders_confirm_themselves_whatever_the_clock_was_when_they_came(ours: House, clock: StoppedClock, days: float):
    ours.confirm_by_itself()
    session = ours.open_table("5")
    guest = ours.join(session)
    with ahead(ours, days):
        early = ours.order(session, "Duck", by=guest)
    now = ours.order(session, "Green Tea", by=guest)

    tick(ours)
    assert [ours.order_now(one).status for one in (early, now)] == [OrderStatus.CONFIRMED, OrderStatus.OPEN]
    clock.advance(seconds=20)
    tick(ours)
    assert ours.order_now(now).status is OrderStatus.CONFIRMED


def test_what_was_sent_while_the_clock_was_ahead_is_not_lately_for_a_year(ours: House):
    ours.confirm_by_itself()
    session = ours.open_table("5")
    guest = ours.join(session)
    with ahead(ours):
        sent = [ours.order(session, "Green Tea", by=guest) for _ in range(7)]
        assert sent[-1].held_because is HeldBecause.DEVICE_LIMIT
        tick(ours)

    assert ours.order(session, "Green Tea", by=guest).held_because is None


def test_nothing_can_be_undone_for_a_year(ours: House):
    order = ours.order(ours.open_table("5"), "Duck")
    with ahead(ours):
        ours.move(order.lines[0], LineStatus.READY, by=ours.cashier)
    with refused(InvalidTransition, current=LineStatus.READY, wanted=LineStatus.FIRED):
        ours.move(order.lines[0], LineStatus.FIRED)


def test_a_table_opened_while_the_clock_was_ahead_is_in_todays_report_and_is_asked_about(ours: House):
    with ahead(ours):
        ours.order(ours.open_table("5"), "Duck")
        empty = ours.open_table("1")

    found = ours.read(day_of, MONDAY)
    assert (found.open_tables, found.open_outstanding) == (2, 1690)
    head = ours.log_head()
    tick(ours)
    assert [(fact.kind, fact.entity_id) for fact in ours.log_since(head)] == [("session.idle", empty.id)]


def test_a_sign_in_of_a_year_ahead_does_not_last_a_year(ours: House):
    with ahead(ours) as cashier:
        proof = PersonProof(fingerprint(cashier.secret))
        assert ours.database.look_now(proof.prove).actor_id == cashier.id
    with pytest.raises(NotSignedIn):
        ours.database.look_now(proof.prove)


def test_a_menu_kept_while_the_clock_was_ahead_is_not_kept_for_a_year(ours: House, clock: StoppedClock):
    cache = MenuCache()
    ours.switch("Duck", False, until=to_text(clock.now + 24 * HOUR))

    def menu() -> bytes:
        return ours.database.look_now(lambda tx: cache.menu(tx, ours.branch_id, guest=True)).body

    before = menu()
    with ahead(ours):
        assert menu() != before
    assert menu() == before


def test_verify_says_that_a_clock_was_wrong(after: House, world: World):
    report = verify(world.database)
    count = len([fact for fact in after.log() if to_text(fact.at).startswith("2027")])
    where = f"stream {after.branch_id}"
    future = f"{count} events lie in the future of this machine's clock, the farthest at 2027-11-23T11:00:00.000000Z"
    assert report.findings == []
    assert Finding(where, future) in report.warnings

    first = after.log_head() + 1
    sell(after)
    stepped = f"the clock stepped back by 365 days before event {first}"
    assert [one for one in verify(world.database).warnings if one.where == where] == [
        Finding(where, future),
        Finding(where, stepped),
    ]


def test_the_log_and_the_health_of_the_server_say_it(
    ours: House, clock: StoppedClock, caplog: pytest.LogCaptureFixture
):
    def warnings() -> list[str]:
        watch = ours.database.clock_watch
        return ours.database.look_now(lambda tx: watch.warnings(tx, tx.now))

    with ahead(ours):
        assert warnings() == []
        sell(ours)
    (wrong,) = warnings()
    assert wrong.startswith("The clock is wrong, or was: the last event of ")
    assert wrong.endswith("in the future, by up to 365 days, at 2027-11-23T11:00:00.000000Z.")
    with caplog.at_level(logging.WARNING, "comanda.engine.clockwatch"):
        ours.open_table("1")
        ours.open_table("2")
    far = f"the last event of stream {ours.branch_id} lay 365 days in the future, at 2027-11-23T11:00:00.000000Z"
    said = [(one.levelname, one.message) for one in caplog.records]
    assert said == [("ERROR", f"the clock is wrong, or was: {far}")]
    assert warnings()[-1] == "The clock stepped back by 365 days, to 2026-11-23T11:00:00.000000Z."
    clock.advance(days=1, seconds=1)
    assert "stepped back" not in warnings()[-1]


def test_the_platforms_last_event_is_not_one_of_next_year(after: House, clock: StoppedClock):
    last = after.database.look_now(platform_now).last_event_at
    assert last is not None
    assert last <= clock.now
