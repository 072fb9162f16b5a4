"""A guest or a cashier orders: snapshots, numbers, prices, and every refusal."""

import msgspec
import pytest

from comanda.catalog.errors import InvalidOptions, ItemUnavailable, MenuMoved
from comanda.catalog.values import CatalogPart
from comanda.engine.commands import Caller
from comanda.floor.actions.visits import JoinTable
from comanda.floor.queries import TokenProof
from comanda.floor.values import Service
from comanda.kernel.errors import Forbidden
from comanda.kernel.scope import Right
from comanda.orders.actions.place import Place, place_order, quote
from comanda.orders.errors import SessionNeeded, WrongService
from comanda.orders.schemas import ChosenIn, LineIn
from comanda.orders.values import LineStatus, OrderStatus, Source
from tests.cast import House, StoppedClock, refused
from tests.menu import house_menu


def changed_dish(dish: str, **changes: object) -> CatalogPart:
    (row,) = (row for row in house_menu("ours").products if row["name"] == dish)
    return CatalogPart(products=[{**row, **changes}])


def test_a_guests_order_waits_for_staff(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    guest = ours.join(session)
    order = ours.order(session, ours.line("Wan Tan Soup", "Large", quantity=2, note="hot"), "Green Tea", by=guest)

    assert (order.number, order.status, order.source) == (1, OrderStatus.OPEN, Source.GUEST)
    assert (order.placed_by, order.placed_name) == (f"guest:{guest.id}", "Basil")
    assert (order.table_label, order.qr_session_id, order.service) == ("5", session.id, Service.DINE_IN)
    assert (order.currency, order.total, order.business_date) == ("EUR", 1520, "2026-11-23")
    assert (order.created_at, order.confirmed_at, order.version) == (clock.now, None, 1)
    soup, tea = order.lines
    assert (soup.name, soup.quantity, soup.unit_price, soup.line_total, soup.note) == (
        "Wan Tan Soup",
        2,
        600,
        1200,
        "hot",
    )
    assert [(o.group, o.name, o.price_delta, o.quantity, o.kind) for o in soup.options] == [
        ("Size", "Large", 150, 1, "choice")
    ]
    assert (soup.station, soup.tax_name, soup.tax_rate, soup.status) == ("kitchen", "7%", 70_000, LineStatus.PLACED)
    assert (tea.station, tea.tax_name, tea.tax_rate, tea.options) == ("bar", "19%", 190_000, [])
    assert ours.order_now(order) == order


def test_a_guests_order_is_one_fact(ours: House):
    session = ours.open_table("5")
    guest = ours.join(session)
    before = ours.log_head()
    order = ours.order(session, ours.line("Wan Tan Soup", "Large", quantity=2, note="hot"), by=guest)

    (fact,) = ours.log_since(before)
    assert (fact.kind, fact.entity_id, fact.actor) == ("order.placed", order.id, f"guest:{guest.id}")
    assert (fact.session_id, fact.session_seq, fact.audience) == (session.id, 2, "staff+table")
    assert fact.body == {
        "id": order.id, "qr_session_id": session.id, "number": 1, "status": "OPEN", "source": "guest",
        "service": "dine_in", "table_id": ours.table("5"), "table_label": "5", "guest": "Basil", "total": 1200,
        "noted": True, "held_because": None,
        "lines": [
            {
                "id": order.lines[0].id, "product_id": ours.dish("Wan Tan Soup"), "name": "Wan Tan Soup",
                "quantity": 2, "unit_price": 600, "line_total": 1200, "station": "kitchen", "status": "PLACED",
                "tax_rate_id": ours.tax("7%"), "tax_rate": "0.07",
                "options": [
                    {
                        "option_id": ours.option("Large"), "group": "Size", "name": "Large", "price_delta": 150,
                        "quantity": 1,
                    }
                ],
                "counted": False, "counted_options": [], "reserved": True,
            }
        ],
    }  # fmt: skip


def test_a_cashiers_order_is_confirmed_by_sending_it(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    before = ours.log_head()
    order = ours.order(session, "Duck")

    assert (order.status, order.source, order.confirmed_at) == (OrderStatus.CONFIRMED, Source.CASHIER, clock.now)
    assert order.placed_by == f"staff:{ours.cashier.id}"
    assert [line.status for line in order.lines] == [LineStatus.FIRED]
    placed, confirmed = ours.log_since(before)
    assert (placed.kind, placed.body["guest"], placed.body["noted"]) == ("order.placed", None, False)
    assert confirmed.kind == "order.confirmed"
    assert confirmed.body == {
        "id": order.id, "qr_session_id": session.id, "number": 1, "status": "CONFIRMED", "total": 1690, "rejected": [],
        "reserved": [],
    }  # fmt: skip


def test_the_kitchen_does_not_order(ours: House):
    session = ours.open_table("5")

    with ours.nothing_written(), refused(Forbidden):
        ours.order(session, "Duck", by=ours.kitchen)


def test_staff_name_the_visit_they_order_for(ours: House):
    ours.open_table("5")

    with ours.nothing_written(), refused(SessionNeeded):
        ours.do(place_order, Place(ours.cart(None, "Duck")), Right.PLACE_ORDERS)


def test_an_order_can_bring_its_guest_along(ours: House):
    session = ours.open_table("5")
    token = ours.links.token(session)
    joining = JoinTable(token, ours.links.credential(token, "order key"), None)
    before = ours.log_head()
    order = ours.database.write_now(
        place_order, Caller(TokenProof(token), Right.PLACE_ORDERS), Place(ours.cart(None, "Duck"), joining)
    )

    joined, placed = ours.log_since(before)
    assert (joined.kind, placed.kind) == ("guest.joined", "order.placed")
    assert order.placed_by == f"guest:{joined.entity_id}" == placed.actor
    assert order.placed_name == "Basil"


def test_numbers_run_without_gaps_and_begin_anew_each_business_day(ours: House, sister: House, clock: StoppedClock):
    session = ours.open_table("5")
    numbers = [ours.order(session, "Green Tea").number]
    with refused(ItemUnavailable, lines=[{"index": 0, "product_id": "no dish", "reason": "unknown"}]):
        ours.order(session, LineIn("no dish", 1))
    numbers.append(ours.order(session, "Green Tea").number)
    assert sister.order(sister.open_table("5"), "Green Tea").number == 1
    clock.set("2026-11-24 03:59")
    numbers.append(ours.order(session, "Green Tea").number)
    clock.set("2026-11-24 04:00")
    numbers.append(ours.order(session, "Green Tea").number)

    assert numbers == [1, 2, 3, 1]


# prices


@pytest.mark.parametrize(
    ("options", "unit_price"),
    [
        ([], 890),
        (["Egg"], 990),
        ([("Egg", 2), "No Noodles"], 970),
        (["Chili"], 890),
        (["Chili", "Peanut"], 970),
        ([("Peanut", 3)], 1050),
    ],
)
def test_a_line_costs_price_and_answers_but_for_the_free_ones(ours: House, options: list[str], unit_price: int):
    order = ours.order(ours.open_table("5"), ours.line("Fried Noodles", *options, quantity=3))

    assert [(line.unit_price, line.line_total) for line in order.lines] == [(unit_price, 3 * unit_price)]
    assert order.total == 3 * unit_price


def test_no_dish_costs_less_than_nothing(ours: House):
    order = ours.order(ours.open_table("5"), ours.line("Kids Rice", ("No Noodles", 2)))

    assert (order.lines[0].unit_price, order.total) == (0, 0)


def test_an_option_named_twice_is_one_answer(ours: House):
    order = ours.order(ours.open_table("5"), ours.line("Fried Noodles", "Egg", "Egg"))

    assert [(option.name, option.quantity) for option in order.lines[0].options] == [("Egg", 2)]
    assert order.total == 1090


def test_what_was_ordered_stays_as_it_was(ours: House):
    session = ours.open_table("5")
    order = ours.order(session, "Duck")
    ours.change_catalog(changed_dish("Duck", name="Goose", price=2490, tax_rate_id=ours.tax("7%")))

    assert ours.order_now(order) == order
    (line,) = ours.order(session, "Duck").lines
    assert (line.name, line.unit_price, line.tax_name) == ("Goose", 2490, "7%")


def test_a_moved_price_in_the_cart_is_told_before_it_is_charged(ours: House):
    session = ours.open_table("5")
    seen = ours.menu().version
    ours.change_catalog(changed_dish("Duck", price=1790))
    asked = msgspec.to_builtins(ours.quote(session, "Duck", "Green Tea"))

    assert (asked["total"], asked["menu_version"]) == (2110, seen + 1)
    with ours.nothing_written(), refused(MenuMoved, menu_version=seen + 1, quote=asked):
        ours.order(session, "Duck", "Green Tea", menu_version=seen)
    assert ours.order(session, "Duck", menu_version=seen + 1).total == 1790
    assert ours.order(session, "Duck").total == 1790


def test_a_moved_price_of_an_answer_counts_too(ours: House):
    session = ours.open_table("5")
    seen = ours.menu().version
    (row,) = (row for row in house_menu("ours").options if row["name"] == "Large")
    ours.change_catalog(CatalogPart(options=[{**row, "price_delta": 200}]))

    assert ours.order(session, ours.line("Wan Tan Soup", "Small"), menu_version=seen).total == 450
    with ours.nothing_written(), pytest.raises(MenuMoved):
        ours.order(session, ours.line("Wan Tan Soup", "Large"), menu_version=seen)


def test_other_changes_of_the_menu_do_not_disturb_the_cart(ours: House):
    session = ours.open_table("5")
    seen = ours.menu().version
    ours.change_catalog(changed_dish("Duck", price=1790))
    ours.change_catalog(changed_dish("Green Tea", name="Jasmine Tea"))
    ours.switch("Tap Water", False)

    assert ours.order(session, "Green Tea", menu_version=seen).lines[0].name == "Jasmine Tea"


def test_a_quote_changes_nothing(ours: House):
    session = ours.open_table("5")
    with ours.nothing_written():
        found = ours.quote(session, ours.line("Wan Tan Soup", "Large", quantity=2))

    assert (found.currency, found.total, found.menu_version) == ("EUR", 1200, ours.menu().version)
    assert [(line.name, line.unit_price, line.line_total) for line in found.lines] == [("Wan Tan Soup", 600, 1200)]


# eating in and taking away


@pytest.mark.parametrize(
    ("visit", "said", "tax"),
    [
        (Service.DINE_IN, None, "19%"),
        (Service.TAKEAWAY, None, "7%"),
        (Service.DINE_IN, Service.TAKEAWAY, "7%"),
        (Service.TAKEAWAY, Service.DINE_IN, "19%"),
    ],
)
def test_what_is_taken_away_is_taxed_as_taken_away(ours: House, visit: Service, said: Service | None, tax: str):
    session = ours.open_table("5", service=visit)
    order = ours.order(session, "Fried Noodles", "Duck", service=said)

    assert order.service is (said or visit)
    assert [line.tax_name for line in order.lines] == [tax, "19%"]
    assert order.total == 890 + 1690


@pytest.mark.parametrize(("visit", "said"), [(Service.DINE_IN, Service.TAKEAWAY), (Service.TAKEAWAY, Service.DINE_IN)])
def test_a_guest_cannot_choose_the_tax(ours: House, visit: Service, said: Service):
    session = ours.open_table("5", service=visit)
    guest, token = ours.join(session), ours.links.token(session)

    with ours.nothing_written(), refused(WrongService, service=visit):
        ours.order(session, "Fried Noodles", by=guest, service=said)
    asked = ours.cart(session, "Fried Noodles", service=said)
    with refused(WrongService, service=visit):
        ours.database.look_now(lambda tx: quote(tx, TokenProof(token).prove(tx), asked, token))
    assert ours.order(session, "Fried Noodles", by=guest, service=visit).service is visit
    assert ours.order(session, "Fried Noodles", by=guest).service is visit


def test_a_quote_says_what_comes_on_top(ours: House, sister: House):
    mine = ours.quote(ours.open_table("5"), "Green Tea", "Duck")
    theirs = sister.quote(sister.open_table("5"), sister.line("Wan Tan Soup", "Large"), "Green Tea", "Green Tea")

    assert (mine.tax_included, mine.subtotal, mine.tax, mine.total) == (True, 2010, 0, 2010)
    # 6.00 at 7 % and 6.40 at 19 %: 0.42 and 1.216
    assert (theirs.tax_included, theirs.subtotal, theirs.tax, theirs.total) == (False, 1240, 164, 1404)
    session = sister.open_table("3")
    sister.order(session, sister.line("Wan Tan Soup", "Large"), "Green Tea", "Green Tea")
    assert sister.bill(session).total == theirs.total


# refusals


def test_every_line_that_cannot_be_had_is_named(ours: House, rival: House):
    session = ours.open_table("5")
    ours.switch("Duck", False)
    ours.switch_option("Egg", False)
    noodles, egg = ours.dish("Fried Noodles"), ours.option("Egg")
    faults = [
        {"index": 0, "product_id": rival.dish("Green Tea"), "reason": "unknown"},
        {"index": 2, "product_id": ours.dish("Duck"), "reason": "switched_off"},
        {"index": 3, "product_id": ours.dish("Night Snack"), "reason": "outside_hours"},
        {"index": 4, "product_id": noodles, "reason": "switched_off", "option_id": egg},
    ]

    with ours.nothing_written(), refused(ItemUnavailable, lines=faults):
        ours.order(
            session, LineIn(rival.dish("Green Tea"), 1), "Green Tea", "Duck", "Night Snack",
            ours.line("Fried Noodles", "Egg"),
        )  # fmt: skip


def wrong(ours: House, index: int, code: str, group: str | None, option: str | None) -> dict[str, object]:
    error: dict[str, object] = {"pointer": f"/lines/{index}/options", "code": code, "index": index}
    if group is not None:
        error |= {"group_id": ours.group(group), "group": group}
    if option is not None:
        error["option_id"] = option
    return error


def test_every_question_answered_wrongly_is_named(ours: House, rival: House):
    session = ours.open_table("5")
    errors = [
        wrong(ours, 0, "required", "Size", None),
        wrong(ours, 1, "too_many", "Size", None),
        wrong(ours, 2, "too_many_of_one", "Extras", ours.option("Egg")),
        wrong(ours, 3, "too_many", "Extras", None),
        wrong(ours, 4, "unknown_option", None, ours.option("Large")),
        wrong(ours, 5, "unknown_option", None, rival.option("Egg")),
        wrong(ours, 6, "unknown_option", None, ours.option("Egg")),
    ]

    with ours.nothing_written(), refused(InvalidOptions, errors=errors):
        ours.order(
            session,
            "Wan Tan Soup",
            ours.line("Wan Tan Soup", "Small", "Large"),
            ours.line("Fried Noodles", ("Egg", 3)),
            ours.line("Fried Noodles", ("Egg", 2), ("No Noodles", 2)),
            ours.line("Fried Noodles", "Large"),
            LineIn(ours.dish("Fried Noodles"), 1, options=[ChosenIn(rival.option("Egg"))]),
            ours.line("Duck", "Egg"),
        )


@pytest.mark.parametrize(
    ("moment", "lunch", "late"),
    [
        ("2026-11-23 11:29", False, False),  # a Monday
        ("2026-11-23 11:30", True, False),
        ("2026-11-23 14:30", True, False),
        ("2026-11-23 14:31", False, False),
        ("2026-11-28 12:00", False, False),  # a Saturday
        ("2026-11-27 21:59", False, False),  # a Friday
        ("2026-11-27 22:00", False, True),
        ("2026-11-28 02:00", False, True),
        ("2026-11-28 02:01", False, False),
        ("2026-11-29 01:30", False, True),  # Saturday's night
        ("2026-11-30 01:30", False, False),  # Sunday has none
        ("2027-03-26 14:30", True, False),  # before the clocks go forward
        ("2027-03-29 11:30", True, False),  # and after
        ("2027-03-29 14:31", False, False),
    ],
)
def test_some_dishes_are_sold_by_the_clock(ours: House, clock: StoppedClock, moment: str, lunch: bool, late: bool):
    clock.set(moment)
    ours.cashier = ours.sign_in(ours.cashier)
    session = ours.open_table("5")

    for dish, sold in (("Lunch Bowl", lunch), ("Night Snack", late)):
        assert ours.on_menu(dish).available is sold
        if sold:
            assert ours.order(session, dish).lines[0].name == dish
        else:
            fault = {"index": 0, "product_id": ours.dish(dish), "reason": "outside_hours"}
            with ours.nothing_written(), refused(ItemUnavailable, lines=[fault]):
                ours.order(session, dish)
