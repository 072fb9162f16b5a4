"""The demo's life: two weeks behind it, an evening under way, and what later starts make of it."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from comanda.billing.queries import bill_of
from comanda.billing.tables import bills
from comanda.catalog.queries.menu import build_menu
from comanda.engine.database import Database
from comanda.engine.drivers import driver_for
from comanda.engine.tables import log
from comanda.floor.queries import dining_tables, guests_of, open_requests, sessions
from comanda.floor.values import SessionStatus
from comanda.identity.queries import branches_of
from comanda.kernel.clock import MINUTE
from comanda.kernel.cursor import LATEST
from comanda.kernel.scope import Role, Scope
from comanda.kitchen.queries import board
from comanda.ops import demo
from comanda.ops.demo import HOUSE, Demo, open_demo
from comanda.ops.living import history
from comanda.ops.living.tonight import JUST_SEATED
from comanda.ops.verify import verify
from comanda.orders.queries import orders_of
from comanda.orders.values import LineStatus
from comanda.reports.queries import day_of
from comanda.settings import Settings, read_settings
from tests.cast import StoppedClock, everything

pytestmark = pytest.mark.slow

FRIDAY_EVENING = "2026-11-27 19:40"
MITTE, WEST = 0, 1
LAST_EVENT, LAST_BILL = select(func.max(log.c.at).label("at")), select(func.max(bills.c.settled_at).label("at"))


def clock_at(moment: str) -> StoppedClock:
    clock = StoppedClock()
    clock.set(moment)
    return clock


def settings_in(folder: Path) -> Settings:
    return read_settings({}, data_dir=folder, port=8770)


class House:
    """The demo in a folder, read at a moment."""

    def __init__(self, folder: Path, moment: str = FRIDAY_EVENING) -> None:
        self.database = Database(driver_for(None, folder), clock_at(moment))
        self.branches = self.database.look_now(lambda tx: branches_of(tx, HOUSE))

    def read(self, branch: int, query: Any, *arguments: Any) -> Any:
        scope = Scope(Role.MANAGER, "", HOUSE, self.branches[branch].id)
        return self.database.look_now(lambda tx: query(tx, scope, *arguments))

    def floor(self, branch: int) -> dict[str | None, tuple[Any, ...]]:
        """By table: guests, phones, what the lines of its rounds have come to, minutes since it was seated."""
        found: dict[str | None, tuple[Any, ...]] = {}
        for session in self.read(branch, sessions, SessionStatus.OPEN, LATEST, 100):
            rounds = [
                "+".join(sorted({line.status for line in order.lines}))
                for order in self.read(branch, orders_of, [session.id])
            ]
            phones = len(self.read(branch, guests_of, session.id))
            since = (self.database.clock() - session.opened_at) / MINUTE
            found[session.table_label] = (session.guests, phones, rounds, since)
        return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Demo]:
    """Made once; nobody writes in it."""
    folder = tmp_path_factory.mktemp("living")
    return folder, open_demo(settings_in(folder), clock_at(FRIDAY_EVENING))


@pytest.fixture
def house(told: tuple[Path, Demo]) -> Iterator[House]:
    opened = House(told[0])
    yield opened
    opened.database.close()


EVENING: list[dict[str | None, tuple[Any, ...]]] = [
    {
        "12": (6, 0, ["SERVED", "SERVED", "FIRED"], 80),
        "10": (4, 1, ["SERVED", "SERVED"], 66),
        "2": (3, 2, ["SERVED", "SERVED"], 49),
        "4": (5, 0, ["PREPARING+SERVED"], 34),
        "7": (2, 1, ["PREPARING+READY+SERVED"], 19),
        "6": (4, 0, ["FIRED+PREPARING+SERVED"], 15),
        None: (None, 0, ["PREPARING"], 9),
        "8": (3, 1, ["PLACED"], 7),
        "11": (2, 0, [], 0.5),
    },
    {
        "4": (4, 1, ["SERVED", "SERVED"], 72),
        "1": (2, 0, ["SERVED"], 38),
        "2": (3, 0, ["PREPARING+SERVED"], 13),
        "3": (2, 1, ["PLACED"], 6),
    },
]


@pytest.mark.parametrize("branch", [MITTE, WEST])
def test_an_evening_is_under_way_at_both_branches(house: House, branch: int):
    assert house.floor(branch) == EVENING[branch]


def test_the_printed_link_leads_to_a_table_where_nobody_has_ordered(told: tuple[Path, Demo]):
    assert told[1].qr_url.endswith(f"&table={JUST_SEATED}")


def test_the_kitchen_cooks_five_tickets_of_which_one_is_late(house: House):
    kitchen = house.read(MITTE, board, None)
    tickets = kitchen.tickets
    waited = {
        ticket.orders[0].table_label: (house.database.clock() - ticket.fired_at) / MINUTE > ticket.lateness[1]
        for ticket in tickets
    }
    assert waited == {"4": True, "7": False, None: False, "6": False, "12": False}
    assert [*kitchen.cancelled, *house.read(WEST, board, None).cancelled] == []
    late = next(ticket for ticket in tickets if ticket.orders[0].table_label == "4")
    assert [one.line.status for one in late.lines] == [LineStatus.PREPARING] * 3


def test_one_table_is_late_on_the_floor(house: House):
    """A dish stands ready too long; whoever waits for an answer has not waited too long yet."""
    limits, now = house.branches[MITTE].lateness, house.database.clock()
    late = list[str | None]()
    for session in house.read(MITTE, sessions, SessionStatus.OPEN, LATEST, 100):
        for line in [line for order in house.read(MITTE, orders_of, [session.id]) for line in order.lines]:
            limit = {LineStatus.READY: limits.ready, LineStatus.PLACED: limits.new}.get(line.status)
            if limit is not None and now - line.status_at >= limit[1] * MINUTE:
                late.append(session.table_label)
    assert late == ["7"]


@pytest.mark.parametrize(("branch", "calls"), [(MITTE, [("10", "waiter", None)]), (WEST, [("4", "bill", "card")])])
def test_one_table_calls(house: House, branch: int, calls: list[tuple[str, str, str | None]]):
    assert [(one.table_label, one.kind, one.how) for one in house.read(branch, open_requests)] == calls


@pytest.mark.parametrize(("branch", "least"), [(MITTE, 20), (WEST, 9)])
def test_two_weeks_have_plausible_days(house: House, branch: int, least: int):
    friday = date(2026, 11, 27)
    days = [house.read(branch, day_of, friday - timedelta(days=ago)) for ago in range(1, 15)]

    assert min(day.bills for day in days) >= least
    assert all({one.method for one in day.by_method} == {"cash", "card"} for day in days)
    assert all(sum(one.tips for one in day.by_method) > 0 for day in days)
    assert all(
        day.sales == sum(one.gross for one in day.taxes) == sum(one.amount for one in day.by_method) for day in days
    )
    busiest = max(days, key=lambda day: day.bills)
    assert date.fromisoformat(busiest.date).weekday() in (4, 5)
    hours = {hour: sum(one.bills for day in days for one in day.by_hour if one.hour == hour) for hour in range(24)}
    assert not any(hours[hour] for hour in (*range(11), 16))
    assert hours[13] > hours[15] < hours[20] > hours[23]
    assert 10 <= sum(day.cancelled_items for day in days) <= 60


def test_today_has_its_lunch_and_what_was_paid_of_the_evening(house: House):
    today = house.read(MITTE, day_of, date(2026, 11, 27))
    assert {one.hour for one in today.by_hour} >= {12, 13, 14, 18}
    assert today.open_tables == len(EVENING[MITTE])
    assert today.open_outstanding > 0


def test_each_branch_is_known_for_something_else(house: House):
    def eaten(branch: int) -> list[str]:
        portions: dict[str, int] = {}
        for ago in range(1, 15):
            for one in house.read(branch, day_of, date(2026, 11, 27) - timedelta(days=ago)).top_products:
                portions[one.product_id] = portions.get(one.product_id, 0) + one.quantity
        menu = house.read(branch, lambda tx, scope: build_menu(tx, scope.branch_id, guest=False).menu)
        food = {dish.id: dish.sku for kind in menu.product_types if kind.station == "kitchen" for dish in kind.products}
        return [food[one] for one in sorted(portions, key=lambda one: -portions[one]) if one in food]

    assert eaten(MITTE)[0] == "278"
    assert eaten(WEST)[0] == "S49"


def test_nothing_has_happened_in_the_future(house: House):
    now = house.database.clock()
    assert now - 10 * MINUTE < house.database.look_now(lambda tx: tx.one(LAST_EVENT).at) <= now
    assert house.database.look_now(lambda tx: tx.one(LAST_BILL).at) <= now


def test_verify_finds_all_well(house: House):
    report = verify(house.database)
    assert report.findings == []


def test_the_tables_stand_in_a_room(house: House):
    for branch in (MITTE, WEST):
        tables = house.read(branch, dining_tables)
        places = {(table.area_id, table.x, table.y) for table in tables}
        assert len(places) == len(tables)
        assert all(table.x or table.y for table in tables)


def test_the_same_moment_is_told_alike(house: House, tmp_path: Path):
    def totals(read: House) -> list[tuple[int, int]]:
        days = [read.read(WEST, day_of, date(2026, 11, 27) - timedelta(days=ago)) for ago in range(15)]
        return [(day.bills, day.sales) for day in days]

    open_demo(settings_in(tmp_path), clock_at(FRIDAY_EVENING))
    again = House(tmp_path)
    assert totals(again) == totals(house)
    again.database.close()


# later starts


@pytest.fixture
def copied(told: tuple[Path, Demo], tmp_path: Path) -> Path:
    return Path(shutil.copytree(told[0], tmp_path / "later"))


def test_while_the_evening_lasts_another_start_changes_nothing(copied: Path, told: tuple[Path, Demo]):
    house = House(copied)
    before = everything(house.database)

    assert open_demo(settings_in(copied), clock_at("2026-11-27 20:50")) == told[1]

    assert everything(house.database) == before
    house.database.close()


@pytest.mark.parametrize(("moment", "least"), [("2026-11-28 19:40", 13), ("2026-12-24 13:05", 3)])
def test_when_the_evening_is_over_all_have_paid_and_others_sit_there(copied: Path, moment: str, least: int):
    before = House(copied, moment)
    there = {one.id for one in before.read(MITTE, sessions, SessionStatus.OPEN, LATEST, 100)}

    made = open_demo(settings_in(copied), clock_at(moment))

    assert [before.floor(branch) for branch in (MITTE, WEST)] == EVENING
    assert made.qr_url.endswith(f"&table={JUST_SEATED}")
    gone = {one.id: one for one in before.read(MITTE, sessions, SessionStatus.CLOSED, LATEST, 500)}
    assert there <= gone.keys()
    owed = [before.read(MITTE, bill_of, session_id).outstanding for session_id in there]
    assert owed == [0] * len(there)
    assert before.read(MITTE, day_of, date.fromisoformat(moment[:10])).bills >= least
    assert verify(before.database).findings == []
    before.database.close()


def test_what_a_visitor_left_open_is_settled_too(copied: Path):
    """A round that waits for staff is taken, unless it is sold out meanwhile."""
    house = House(copied, "2026-11-28 09:00")
    (waiting,) = [one for one in house.read(MITTE, sessions, SessionStatus.OPEN, LATEST, 100) if one.table_label == "8"]

    open_demo(settings_in(copied), clock_at("2026-11-28 09:00"))

    (order,) = house.read(MITTE, orders_of, [waiting.id])
    assert (order.status, {line.status for line in order.lines}) == ("PAID", {LineStatus.SERVED})
    house.database.close()


def test_a_first_start_that_was_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    real, calls = history.live_through, list[int]()

    def cut(database: Any, clock: Any, deeds: list[Any]) -> None:
        calls.append(len(deeds))
        real(database, clock, sorted(deeds, key=lambda deed: deed.at)[: len(deeds) // 8])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(history, "live_through", cut)
        with pytest.raises(KeyboardInterrupt):
            open_demo(settings_in(tmp_path), clock_at(FRIDAY_EVENING))

    open_demo(settings_in(tmp_path), clock_at(FRIDAY_EVENING))

    house = House(tmp_path)
    assert [house.floor(branch) for branch in (MITTE, WEST)] == EVENING
    days = [
        house.read(branch, day_of, date(2026, 11, 27) - timedelta(days=ago)).bills
        for branch in (MITTE, WEST)
        for ago in range(15)
    ]
    assert min(days) > 0
    assert verify(house.database).findings == []
    house.database.close()


def test_the_bare_house_has_seen_nobody(tmp_path: Path):
    made = open_demo(settings_in(tmp_path), clock_at(FRIDAY_EVENING), empty=True)

    house = House(tmp_path)
    assert [list(house.floor(branch).values()) for branch in (MITTE, WEST)] == [[(None, 0, [], 0)], []]
    assert house.database.look_now(lambda tx: tx.one(LAST_BILL).at) is None
    assert made.organization_id == HOUSE
    assert demo.LATELY < demo.LONG
    house.database.close()
