"""A branch's day: its figures are those of its settled bills, to the last cent."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from comanda.engine.commands import Change
from comanda.identity.actions.houses import change_branch
from comanda.identity.schemas import ChangeBranch
from comanda.kernel.clock import business_date, from_text
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
    assert found.by_method == [ByMethod("card", 1790, 100, 2), ByMethod("cash", 1690, 0, 1)]
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

    assert (day(ours).sales, day(ours).by_method) == (0, [])
    assert day(ours, TUESDAY).by_method == [ByMethod("card", 1690, 0, 2)]
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


def test_the_table_for_spreadsheets_is_exact_and_calculates_nothing():
    evil = Day(
        "b", "2026-11-23", '=HYPERLINK("http://evil.test")', "EUR", 1500, 2, 3,
        [ByMethod("card", 1500, 0, 2)], [ByTax("+7%", 70_000, 1402, 98, 1500)], 1, 320, 2, 640,
        [ByProduct("p", "@SUM(A1)", 2, 1200), ByProduct("q", '-Duck, "crisp"', 1, 300), ByProduct("r", "Tee", 1, 0)],
        [ByHour(9, 1500, 2)],
    )  # fmt: skip
    name = '"\'=HYPERLINK(""http://evil.test"")"'

    assert day_csv(DayPage("2026-11-23", [DayOut.of(evil)])).split("\r\n") == [
        "\ufeffdate,branch,what,name,count,amount,currency",
        f"2026-11-23,{name},sales,,2,15.00,EUR",
        f"2026-11-23,{name},guests,,3,0.00,EUR",
        f"2026-11-23,{name},open tables,,1,3.20,EUR",
        f"2026-11-23,{name},cancelled items,,2,6.40,EUR",
        f"2026-11-23,{name},payment,card,2,15.00,EUR",
        f"2026-11-23,{name},tax,'+7% (0.07),0,0.98,EUR",
        f"2026-11-23,{name},product,'@SUM(A1),2,12.00,EUR",
        f'2026-11-23,{name},product,"\'-Duck, ""crisp""",1,3.00,EUR',
        f"2026-11-23,{name},product,Tee,1,0.00,EUR",
        f"2026-11-23,{name},hour,09:00,2,15.00,EUR",
        "",
    ]
    commas = day_csv(DayPage("2026-11-23", [DayOut.of(evil)]), "comma").split("\r\n")
    assert commas[0] == "\ufeffdate;branch;what;name;count;amount;currency"
    assert commas[6] == f"2026-11-23;{name};tax;'+7% (0.07);0;0,98;EUR"


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
