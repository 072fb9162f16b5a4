"""A branch's day: its figures are those of its settled bills, to the last cent."""

import csv
import io
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from comanda.billing.queries import bills_of
from comanda.engine.commands import Change
from comanda.floor.queries import sessions
from comanda.floor.values import SessionStatus
from comanda.identity.actions.houses import change_branch
from comanda.identity.schemas import ChangeBranch
from comanda.kernel.clock import business_date, from_text
from comanda.kernel.cursor import LATEST
from comanda.orders.values import LineStatus
from comanda.payments.values import Method
from comanda.reports import queries
from comanda.reports.queries import day_of, today
from comanda.reports.schemas import DayOut, DayPage, day_csv
from comanda.reports.values import ByHour, ByMethod, ByProduct, ByTax, Day
from tests.cast import House, StoppedClock, run
from tests.world import World

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def day(house: House, which: date = MONDAY) -> Day:
    return house.read(day_of, which)


def sell(house: House, dish: str, method: Method = Method.CARD, guests: int | None = 2, tip: int = 0) -> None:
    session = house.open_table(None, guests=guests)
    house.order(session, dish)
    house.pay(session, method, tip=tip)


def test_an_empty_day_is_all_zeros(ours: House):
    empty = day(ours)
    assert (empty.date, empty.sales, empty.bills, empty.guests, empty.average) == ("2026-11-23", 0, 0, 0, 0)
    assert (empty.by_method, empty.taxes, empty.top_products, empty.by_hour) == ([], [], [], [])
    assert (empty.paid_earlier, empty.paid_ahead) == (0, 0)
    assert (empty.open_tables, empty.open_outstanding, empty.cancelled_items, empty.cancelled_amount) == (0, 0, 0, 0)


def test_a_day_of_three_bills(ours: House, clock: StoppedClock):
    sell(ours, "Duck", tip=100)
    clock.set("2026-11-23 13:10")
    sell(ours, "Duck", Method.CASH, guests=None)
    clock.set("2026-11-24 00:30")  # still Monday's: the day is cut at four
    sell(ours, "Kids Rice")
    left = ours.open_table("5")
    dropped = ours.order(left, "Green Tea", "Duck")
    ours.void(dropped.lines[0])

    found = day(ours)

    assert (found.sales, found.bills, found.guests, found.average) == (3480, 3, 5, 1160)
    assert found.by_method == [
        ByMethod("card", 1790, 0, 100, 1890, 2), ByMethod("cash", 1690, 0, 0, 1690, 1),
    ]  # fmt: skip
    assert found.taxes == [ByTax("7%", 70_000, 93, 7, 100), ByTax("19%", 190_000, 2840, 540, 3380)]
    assert (found.open_tables, found.open_outstanding) == (1, 1690)
    assert (found.cancelled_items, found.cancelled_amount) == (1, 320)
    duck, rice = ours.dish("Duck"), ours.dish("Kids Rice")
    assert found.top_products == [ByProduct(duck, "Duck", 2, 3380), ByProduct(rice, "Kids Rice", 1, 100)]
    assert found.by_hour == [ByHour(12, 1690, 1), ByHour(13, 1690, 1), ByHour(0, 100, 1)]
    assert day(ours, TUESDAY).sales == 0


def test_a_table_carried_over_counts_on_the_day_it_settles(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    ours.order(session, "Duck")
    ours.pay(session, Method.CARD, 690, close=False)
    clock.set("2026-11-24 03:59")
    assert day(ours).open_outstanding == 1000
    clock.set("2026-11-24 12:00")
    assert (day(ours).open_tables, day(ours, TUESDAY).open_tables) == (1, 1)
    ours.pay(session, Method.CARD)

    monday, tuesday = day(ours), day(ours, TUESDAY)
    assert monday.by_method == [ByMethod("card", 690, 0, 0, 690, 1)]
    assert (monday.sales, monday.paid_earlier, monday.paid_ahead) == (0, 0, 690)
    assert tuesday.by_method == [ByMethod("card", 1000, 0, 0, 1000, 1)]
    assert (tuesday.sales, tuesday.paid_earlier, tuesday.paid_ahead) == (1690, 690, 0)
    assert (day(ours, TUESDAY).sales, day(ours).open_tables) == (1690, 0)


def test_tables_opened_later_are_not_yesterdays(ours: House, clock: StoppedClock):
    clock.set("2026-11-24 12:00")
    ours.open_table("5")
    assert (day(ours).open_tables, day(ours, TUESDAY).open_tables) == (0, 1)


def test_a_house_with_more_open_tables_than_are_read_at_once_counts_them_all(
    ours: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queries, "AT_ONCE", 2)
    for _ in range(5):
        ours.order(ours.open_table(None), "Duck")

    assert (day(ours).open_tables, day(ours).open_outstanding) == (5, 5 * 1690)


def test_each_branch_has_its_own_day(world: World, clock: StoppedClock):
    tokyo = world.new_branch("tokyo", cutoff=0)
    run_in_zone(tokyo, "Asia/Tokyo")
    clock.set("2026-11-23 17:30")  # half past one in the night there
    assert (world.ours.read(lambda tx, scope: today(tx, scope.branch_id)), tokyo_day(tokyo)) == (MONDAY, TUESDAY)
    sell(tokyo, "Duck")
    sell(world.ours, "Duck")

    assert (day(tokyo).sales, day(tokyo, TUESDAY).sales) == (0, 1690)
    assert (day(world.ours).sales, day(world.ours, TUESDAY).sales) == (1690, 0)
    assert day(tokyo, TUESDAY).by_hour == [ByHour(1, 1690, 1)]


def test_the_hour_in_which_the_day_is_cut_stands_at_both_ends(world: World, clock: StoppedClock):
    late = world.new_branch("late", cutoff=4 * 60 + 30)
    for moment, dish in (("23 04:40", "Duck"), ("23 23:10", "Kids Rice"), ("24 03:59", "Duck"), ("24 04:10", "Duck")):
        clock.set(f"2026-11-{moment}")
        sell(late, dish)

    expected = [ByHour(4, 1690, 1), ByHour(23, 100, 1), ByHour(3, 1690, 1), ByHour(4, 1690, 1)]
    assert day(late).by_hour == expected


def test_the_night_the_clock_goes_back_is_one_day_with_one_row_of_numbers(world: World, clock: StoppedClock):
    clock.set("2026-10-24 12:00")
    athens = world.new_branch("athens", cutoff=3 * 60 + 30)
    run_in_zone(athens, "Europe/Athens")
    numbers = list[tuple[str, int]]()
    for utc in ("2026-10-25T00:20:00Z", "2026-10-25T00:40:00Z", "2026-10-25T01:10:00Z", "2026-10-26T01:10:00Z"):
        clock.now = from_text(utc)
        session = athens.open_table(None)
        order = athens.order(session, "Duck")
        athens.pay(session, Method.CARD)
        numbers.append((order.business_date, order.number))

    assert numbers == [("2026-10-24", 1), ("2026-10-25", 1), ("2026-10-25", 2), ("2026-10-25", 3)]
    found = day(athens, date(2026, 10, 25))
    assert found.by_hour == [ByHour(3, 2 * 1690, 2), ByHour(3, 1690, 1)]


def run_in_zone(house: House, zone: str) -> None:
    change = Change(house.branch_id, 1, ChangeBranch(timezone=zone))
    run(house.database, change_branch, change, organization_id=house.organization_id, branch_id=house.branch_id)


def tokyo_day(house: House) -> date:
    return house.read(lambda tx, scope: today(tx, scope.branch_id))


def test_branches_side_by_side_share_nothing(ours: House, sister: House, rival: House):
    sell(ours, "Duck")
    sell(sister, "Kids Rice")
    sell(rival, "Green Tea")
    assert [day(one).sales for one in (ours, sister, rival)] == [1690, 107, 320]


DISHES = ("Wan Tan Soup", "Duck", "Green Tea", "Kids Rice", "Fried Noodles")


@pytest.mark.parametrize("branch", ["ours", "sister"])
def test_the_sums_of_a_day_are_those_of_its_bills(world: World, branch: str):
    house: House = getattr(world, branch)
    totals, tips = list[int](), list[int]()

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        dishes=some.lists(some.sampled_from(DISHES), min_size=1, max_size=4),
        method=some.sampled_from(Method),
        part=some.integers(1, 500),
        tip=some.integers(0, 300),
        dropped=some.booleans(),
    )
    def visit(dishes: list[str], method: Method, part: int, tip: int, dropped: bool) -> None:
        session = house.open_table(None)
        answers = {"Wan Tan Soup": ["Large"]}
        order = house.order(session, *(house.line(dish, *answers.get(dish, [])) for dish in dishes))
        house.move_all(order, LineStatus.READY)
        if dropped:
            house.void(order.lines[0], by=house.manager)
        due = house.bill(session).total
        if part < due:
            house.pay(session, method, part, close=False)
        if due:
            house.pay(session, Method.CARD, tip=tip)
            tips.append(tip)
        else:
            house.close(session)
        totals.append(due)

    visit()

    found = day(house)
    assert found.sales == sum(totals)
    assert sum(one.amount for one in found.by_method) == sum(totals)
    assert sum(one.tips for one in found.by_method) == sum(tips)
    assert sum(one.gross for one in found.taxes) == sum(totals)
    assert all(one.net + one.tax == one.gross for one in found.taxes)
    assert sum(one.amount for one in found.by_hour) == sum(totals)
    assert sum(one.bills for one in found.by_hour) == found.bills
    goods = sum(one.amount for one in found.top_products)
    tax_on_top = 0 if branch == "ours" else sum(one.tax for one in found.taxes)
    assert goods + tax_on_top == sum(totals)


def csv_of(*days: Day, decimal: Literal["point", "comma"] = "point") -> list[str]:
    return day_csv(DayPage("2026-11-23", [DayOut.of(one) for one in days]), decimal).split("\r\n")


def test_the_table_for_spreadsheets_is_exact_and_calculates_nothing():
    evil = Day(
        "b", "2026-11-23", '=HYPERLINK("http://evil.test")', "EUR", 1500, 2, 3,
        [ByMethod("cash", 1501, -1, 50, 1550, 2)], 100, 101, [ByTax("+7%", 70_000, 1402, 98, 1500)], 1, 320, 2, 640,
        [ByProduct("p", "@SUM(A1)", 2, 1200), ByProduct("q", '-Duck, "crisp"', 1, 300), ByProduct("r", "Tee", 1, 0)],
        [ByHour(9, 1500, 2)],
    )  # fmt: skip
    begin = '"2026-11-23","\'=HYPERLINK(""http://evil.test"")"'

    assert csv_of(evil) == [
        '\ufeff"date","branch","what","name","count","amount","currency"',
        f'{begin},"sales","",2,15.00,"EUR"',
        f'{begin},"guests","",3,0.00,"EUR"',
        f'{begin},"open tables","",1,3.20,"EUR"',
        f'{begin},"cancelled items","",2,6.40,"EUR"',
        f'{begin},"payment","cash",2,15.01,"EUR"',
        f'{begin},"rounding","cash",0,-0.01,"EUR"',
        f'{begin},"tips","cash",0,0.50,"EUR"',
        f'{begin},"received","cash",2,15.50,"EUR"',
        f'{begin},"paid on other days","",0,1.00,"EUR"',
        f'{begin},"paid for other days","",0,1.01,"EUR"',
        f'{begin},"tax","\'+7% (0.07)",0,0.98,"EUR"',
        f'{begin},"product","\'@SUM(A1)",2,12.00,"EUR"',
        f'{begin},"product","\'-Duck, ""crisp""",1,3.00,"EUR"',
        f'{begin},"product","Tee",1,0.00,"EUR"',
        f'{begin},"hour","09:00",2,15.00,"EUR"',
        "",
    ]
    commas = csv_of(evil, decimal="comma")
    assert commas[0] == '\ufeff"date";"branch";"what";"name";"count";"amount";"currency"'
    assert commas[6] == begin.replace('","', '";"') + ';"rounding";"cash";0;-0,01;"EUR"'


@pytest.mark.parametrize("first", "=+-@＝＋－＠")
@pytest.mark.parametrize(
    "before", ["", ";", ",", "\t", "\n", "\r", "|", "; ", ',"', ';""', " ", "a;b,\u00a0", ";\ufeff"]
)
@pytest.mark.parametrize("decimal", ["point", "comma"])
def test_no_name_begins_a_formula_behind_any_separator(decimal: Literal["point", "comma"], before: str, first: str):
    name = f"x{before}{first}1+1" if before.strip() else f"{before}{first}1+1"
    day = Day(
        "b", "2026-11-23", name, "EUR", 0, 0, 0, [], 0, 0, [ByTax(name, 70_000, 0, 0, 0)], 0, 0, 0, 0,
        [ByProduct("p", name, 1, 100)], [],
    )  # fmt: skip

    page = DayPage("2026-11-23", [DayOut.of(day)])
    text = day_csv(page, decimal).removeprefix("\ufeff")
    for separator in ",;\t|":
        cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
        assert [cell for cell in cells if cell.strip(' "\ufeff\u00a0').startswith(first)] == []
    for line in text.splitlines():
        assert not line.startswith(first)
    assert f"'{first}1+1" in text


def test_a_name_without_a_formula_stays_as_it_is():
    name = "Fish & chips - large + salad = lunch @ 12, 3; a-b"
    day = Day("b", "2026-11-23", name, "EUR", 0, 0, 0, [], 0, 0, [], 0, 0, 0, 0, [], [])

    assert f'"{name}"' in csv_of(day)[1]


@pytest.mark.parametrize(
    ("moment", "belongs_to"),
    [("2026-11-24 03:59", MONDAY), ("2026-11-24 04:00", TUESDAY), ("2026-10-25 03:59", date(2026, 10, 24))],
)
def test_a_day_is_cut_at_four(clock_at: StoppedClock, moment: str, belongs_to: date):
    clock_at.set(moment)
    assert business_date(clock_at.now, "Europe/Berlin") == belongs_to


@pytest.fixture
def clock_at() -> StoppedClock:
    return StoppedClock()


def test_money_that_no_bill_holds_has_figures_of_its_own(world: World):
    swiss = world.new_branch("swiss", cash_step=5, tax_included=False)
    session = swiss.open_table("5")
    swiss.order(session, swiss.line("Wan Tan Soup", "Small"))  # 4.82 with its tax
    swiss.pay(session, tendered=500)
    sell(swiss, "Duck", tip=150)

    found = day(swiss)
    assert found.by_method == [ByMethod("card", 2011, 0, 150, 2161, 1), ByMethod("cash", 482, -2, 0, 480, 1)]
    lines = [line for line in csv_of(found) if '"cash"' in line or '"card"' in line]
    begin = '"2026-11-23","Swiss",'
    assert lines == [
        f'{begin}"payment","card",1,20.11,"EUR"', f'{begin}"rounding","card",0,0.00,"EUR"',
        f'{begin}"tips","card",0,1.50,"EUR"', f'{begin}"received","card",1,21.61,"EUR"',
        f'{begin}"payment","cash",1,4.82,"EUR"', f'{begin}"rounding","cash",0,-0.02,"EUR"',
        f'{begin}"tips","cash",0,0.00,"EUR"', f'{begin}"received","cash",1,4.80,"EUR"',
    ]  # fmt: skip
    (paid,) = swiss.bill(session).payments
    assert (paid.amount, paid.rounding, paid.tip, paid.received) == (482, -2, 0, 480)


@pytest.mark.parametrize("branch", ["ours", "sister"])
def test_payments_and_sales_differ_by_what_was_still_open(world: World, clock: StoppedClock, branch: str):
    """Tables that pay in parts over several days: every payment on its day, every bill on the day it settled."""
    house: House = getattr(world, branch)
    windows = iter(range(0, 400, 4))
    taken, settled = dict[date, dict[str, int]](), dict[date, int]()

    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        parts=some.lists(
            some.tuples(some.integers(0, 3), some.integers(1, 400), some.sampled_from(Method)), max_size=4
        ),
        tip=some.integers(0, 300),
        ends=some.booleans(),
    )
    def visit(parts: list[tuple[int, int, Method]], tip: int, ends: bool) -> None:
        first, session = next(windows), None
        for number in range(4):
            which = date(2026, 11, 24) + timedelta(days=first + number)
            clock.set(f"{which} 13:00")
            house.cashier = house.sign_in(house.cashier)
            session = session or house.open_table(None)
            if number == 0:
                house.order(session, "Duck")
            sums = taken.setdefault(which, {})
            for _, amount, method in [part for part in parts if part[0] == number]:
                house.pay(session, method, amount, close=False)
                sums[method] = sums.get(method, 0) + amount
            if ends and number == max((part[0] for part in parts), default=0):
                rest = house.bill(session)
                house.pay(session, Method.CARD, tip=tip)
                sums["card"] = sums.get("card", 0) + rest.outstanding
                settled[which] = rest.total
                return

    visit()

    still_open = 0
    for which, sums in taken.items():
        found = day(house, which)
        assert found.sales == settled.get(which, 0)
        assert {row.method: row.amount for row in found.by_method} == sums
        assert all(row.amount + row.rounding + row.tips == row.received for row in found.by_method)
        assert found.sales == sum(sums.values()) + found.paid_earlier - found.paid_ahead
        still_open += found.paid_ahead - found.paid_earlier
    left = house.read(lambda tx, scope: bills_of(tx, scope, sessions(tx, scope, SessionStatus.OPEN, LATEST, 100)))
    assert still_open == sum(bill.captured for bill in left)
