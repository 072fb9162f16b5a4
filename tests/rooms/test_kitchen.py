"""The kitchen: what is on its board, in which order, and what it tells the floor."""

import pytest

from comanda.catalog.actions.changes import Change
from comanda.catalog.actions.types import change_product_type
from comanda.catalog.queries.editing import product_type
from comanda.catalog.schemas.editing import ChangeProductType
from comanda.floor.actions.visits import OpenTable, open_table
from comanda.floor.values import Service
from comanda.kernel.errors import Forbidden
from comanda.kernel.scope import Right, Role, Scope
from comanda.kitchen.actions import Flag, MoveLines, acknowledge, flag, move_lines
from comanda.kitchen.errors import NotInKitchen
from comanda.kitchen.queries import board
from comanda.kitchen.rules import lateness
from comanda.kitchen.schemas import AllDay, BoardOut, KitchenOption
from comanda.orders.actions.move import ConfirmTogether, Move, confirm_together
from comanda.orders.errors import InvalidTransition, NoSuchLine
from comanda.orders.schemas import ChosenIn, LineIn
from comanda.orders.values import LineStatus, Order, OrderLine
from comanda.realtime.queries import page_after
from comanda.realtime.values import Cursor
from tests.cast import House, StoppedClock, refused
from tests.desk import Desk

FIRED, PREPARING, READY, SERVED = LineStatus.FIRED, LineStatus.PREPARING, LineStatus.READY, LineStatus.SERVED


def rail(house: House, station: str | None = None) -> BoardOut:
    return BoardOut.of(house.read(board, station))


def dishes(house: House, station: str | None = None) -> list[list[str]]:
    """Names by ticket."""
    return [[line.name for line in ticket.lines] for ticket in rail(house, station).items]


def step(house: House, *moves: tuple[OrderLine, LineStatus]) -> list[Order]:
    command = MoveLines([Move(line.id, status) for line, status in moves])
    return house.do(move_lines, command, Right.RUN_KITCHEN, house.kitchen)


def mark(house: House, line: OrderLine, flagged: bool = True) -> Order:
    return house.do(flag, Flag(line.id, flagged), Right.RUN_KITCHEN, house.kitchen)


def see(house: House, line: OrderLine) -> Order:
    return house.do(acknowledge, line.id, Right.RUN_KITCHEN, house.kitchen)


@pytest.fixture
def sent(ours: House) -> Order:
    """A cashier's order, in the kitchen and at the bar."""
    return ours.order(ours.open_table("3"), ours.line("Wan Tan Soup", "Large", quantity=2, note="hot"), "Green Tea")


# tickets


def test_what_staff_send_is_there_at_once_and_what_guests_order_once_it_is_confirmed(ours: House, sent: Order):
    session = ours.open_table("5")
    waiting = ours.order(session, "Duck", by=ours.join(session))
    assert dishes(ours) == [["Wan Tan Soup", "Green Tea"]]

    ours.confirm(waiting)

    assert dishes(ours) == [["Wan Tan Soup", "Green Tea"], ["Duck"]]


def test_a_ticket_says_everything_the_cook_needs_and_no_price(ours: House, sent: Order, clock: StoppedClock):
    (ticket,) = rail(ours).items

    assert (ticket.ticket_id, ticket.numbers, ticket.table_label, ticket.name) == (sent.id, [1], "3", None)
    assert (ticket.service, ticket.fired_at, ticket.notes, ticket.guests) == (
        "dine_in", "2026-11-23T11:00:00.000000Z", [], [],
    )  # fmt: skip
    assert (ticket.lateness, ticket.addition) == ((10, 15), False)
    soup = ticket.lines[0]
    assert (soup.id, soup.order_id, soup.order_number, soup.product_id) == (
        sent.lines[0].id, sent.id, 1, ours.dish("Wan Tan Soup"),
    )  # fmt: skip
    assert (soup.quantity, soup.name, soup.note, soup.allergies) == (2, "Wan Tan Soup", "hot", [])
    assert soup.options == [KitchenOption("Large", 1, "choice")]
    assert (soup.status, soup.status_at, soup.step_back) == ("FIRED", "2026-11-23T11:00:00.000000Z", None)
    assert (soup.station, soup.flagged, soup.seen) == ("kitchen", False, False)


def test_the_oldest_ticket_comes_first_by_when_the_kitchen_got_it(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    waiting = ours.order(session, "Duck", by=ours.join(session))
    clock.advance(minutes=1)
    ours.order(ours.open_table("3"), "Kids Rice")
    clock.advance(minutes=1)
    ours.confirm(waiting)

    assert dishes(ours) == [["Kids Rice"], ["Duck"]]


def test_orders_confirmed_together_are_one_ticket(ours: House):
    session = ours.open_table("5")
    basil, tomato = ours.join(session, "one"), ours.join(session, "two")
    first = ours.order(session, "Duck", by=basil, note="no rush")
    second = ours.order(session, "Green Tea", by=tomato)
    together = ConfirmTogether(session.id, [first.id, second.id])
    ours.do(confirm_together, together, Right.RUN_ORDERS)

    (ticket,) = rail(ours).items
    assert (ticket.ticket_id, ticket.numbers, ticket.notes) == (first.id, [1, 2], ["no rush"])
    assert ticket.guests == sorted([basil.name, tomato.name])
    assert [line.name for line in ticket.lines] == ["Duck", "Green Tea"]


def test_a_later_round_of_a_table_is_an_addition_while_the_first_is_in_the_kitchen(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    first = ours.order(session, "Duck")
    clock.advance(minutes=1)
    ours.order(session, "Kids Rice")
    assert [ticket.addition for ticket in rail(ours).items] == [False, True]

    ours.move_all(first, SERVED)

    assert [(ticket.numbers, ticket.addition) for ticket in rail(ours).items] == [([2], False)]


def test_a_station_sees_its_own_lines_alone(ours: House, sent: Order):
    ours.order(ours.open_table("5"), "Duck")

    assert dishes(ours, "bar") == [["Green Tea"]]
    assert dishes(ours, "kitchen") == [["Wan Tan Soup"], ["Duck"]]
    assert dishes(ours, "garden") == []
    assert rail(ours, "bar").stations == ["bar", "kitchen"]


def test_a_counter_sale_is_known_by_its_name(ours: House):
    opening = OpenTable(None, None, Service.TAKEAWAY, "Schwarz", ours.links)
    ours.order(ours.do(open_table, opening, Right.RUN_SESSIONS), "Duck")

    (ticket,) = rail(ours).items
    assert (ticket.table_label, ticket.name, ticket.service) == (None, "Schwarz", "takeaway")


def test_a_ticket_is_gone_when_all_of_it_is_served(ours: House, sent: Order):
    soup, tea = sent.lines
    ours.move(tea, SERVED)
    assert dishes(ours) == [["Wan Tan Soup"]]
    ours.move(soup, SERVED)

    assert dishes(ours) == []


def test_a_paid_order_is_prepared_like_any_other(ours: House):
    session = ours.open_table("5")
    ours.order(session, "Duck")
    ours.pay(session)

    assert dishes(ours) == [["Duck"]]


def test_what_nobody_marked_as_served_is_gone_after_half_a_day(ours: House, sent: Order, clock: StoppedClock):
    clock.advance(minutes=12 * 60 - 1)
    assert dishes(ours) == [["Wan Tan Soup", "Green Tea"]]
    clock.advance(minutes=1)

    assert dishes(ours) == []


def test_the_slowest_dish_says_when_a_ticket_is_late(ours: House, sister: House):
    desk = Desk(ours, sister)
    kind = desk.read(product_type, desk.house_id("type", "Food"))
    desk.save(change_product_type, Change(kind.id, kind.version, ChangeProductType(cooking_minutes=24)))
    ours.order(ours.open_table("5"), "Duck", "Green Tea")
    ours.order(ours.open_table("3"), "Green Tea")

    assert [ticket.lateness for ticket in rail(ours).items] == [(16, 24), (10, 15)]
    assert [ticket.lateness for ticket in rail(ours, "bar").items] == [(10, 15), (10, 15)]


@pytest.mark.parametrize(("minutes", "limits"), [(15, (10, 15)), (1, (0, 1)), (20, (13, 20)), (60, (40, 60))])
def test_soon_late_is_after_two_thirds_of_the_time(minutes: int, limits: tuple[int, int]):
    assert lateness(minutes) == limits


def test_all_day_counts_what_is_not_ready_by_dish_and_answers(ours: House, sent: Order):
    other = ours.order(
        ours.open_table("5"),
        ours.line("Wan Tan Soup", "Large"),
        ours.line("Wan Tan Soup", "Small"),
        ours.line("Duck", quantity=4),
    )
    step(ours, (other.lines[2], READY), (sent.lines[0], PREPARING))

    assert rail(ours).all_day == [
        AllDay("Wan Tan Soup", ["Large"], 3),
        AllDay("Green Tea", [], 1),
        AllDay("Wan Tan Soup", ["Small"], 1),
    ]
    assert rail(ours, "bar").all_day == [AllDay("Green Tea", [], 1)]


# steps


def test_one_tap_moves_a_whole_ticket_and_another_takes_it_back(ours: House, sent: Order):
    soup, tea = sent.lines
    step(ours, (soup, PREPARING))
    (moved,) = step(ours, (soup, READY), (tea, READY))

    assert [line.status for line in moved.lines] == [READY, READY]
    assert [line.step_back for line in rail(ours).items[0].lines] == ["PREPARING", "FIRED"]
    (back,) = step(ours, (soup, PREPARING), (tea, FIRED))
    assert [line.status for line in back.lines] == [PREPARING, FIRED]


def test_a_ticket_moves_as_a_whole_or_not_at_all(ours: House, sent: Order):
    soup, tea = sent.lines
    ours.void(tea)

    with ours.nothing_written(), refused(InvalidTransition, current="VOIDED", wanted="READY"):
        step(ours, (soup, READY), (tea, READY))


def test_there_is_no_step_back_from_a_step_back(ours: House, sent: Order):
    soup = sent.lines[0]
    step(ours, (soup, PREPARING))
    step(ours, (soup, FIRED))

    assert rail(ours).items[0].lines[0].step_back is None


def test_after_two_minutes_it_stays_ready(ours: House, sent: Order, clock: StoppedClock):
    step(ours, (sent.lines[0], READY))
    clock.advance(minutes=2, seconds=1)

    with ours.nothing_written(), refused(InvalidTransition, current="READY", wanted="FIRED"):
        step(ours, (sent.lines[0], FIRED))


def test_the_kitchen_does_not_serve(ours: House, sent: Order):
    with ours.nothing_written(), refused(Forbidden):
        step(ours, (sent.lines[0], SERVED))


# cancelled items


def test_a_cancelled_item_stays_until_the_kitchen_has_seen_it(ours: House, sent: Order):
    soup = sent.lines[0]
    ours.void(soup)

    shown = rail(ours)
    assert [[line.name for line in ticket.lines] for ticket in shown.items] == [["Green Tea"]]
    assert [(one.line.id, one.line.status, one.table_label, one.name) for one in shown.cancelled] == [
        (soup.id, "VOIDED", "3", None)
    ]
    assert rail(ours, "bar").cancelled == []
    see(ours, soup)
    assert rail(ours).cancelled == []


def test_an_allergy_that_was_read_does_not_hide_a_cancellation(ours: House):
    duck = LineIn(ours.dish("Duck"), 1, allergies=["peanuts"])
    order = ours.order(ours.open_table("5"), duck)
    see(ours, order.lines[0])
    ours.void(order.lines[0])

    assert [one.line.id for one in rail(ours).cancelled] == [order.lines[0].id]


def test_a_whole_cancelled_order_is_to_be_seen_too(ours: House, sent: Order):
    ours.cancel(sent)

    assert rail(ours).items == []
    assert [one.line.name for one in rail(ours).cancelled] == ["Wan Tan Soup", "Green Tea"]


def test_what_the_kitchen_never_had_it_need_not_take_back(ours: House):
    session = ours.open_table("5")
    waiting = ours.order(session, "Duck", "Green Tea", by=ours.join(session))
    ours.confirm(waiting, reject={waiting.lines[0].id: "sold out"})
    other = ours.order(session, "Kids Rice", by=ours.join(session, "other"))
    ours.cancel(other)

    assert rail(ours).cancelled == []


def test_after_half_a_day_nobody_asks_about_a_cancelled_item(ours: House, sent: Order, clock: StoppedClock):
    ours.void(sent.lines[0])
    clock.advance(minutes=12 * 60)

    assert rail(ours).cancelled == []


# what the kitchen says


def test_an_allergy_is_acknowledged_once(ours: House, clock: StoppedClock):
    order = ours.order(ours.open_table("5"), LineIn(ours.dish("Duck"), 1, allergies=["peanuts", "milk"]))
    (line,) = rail(ours).items[0].lines
    assert (line.allergies, line.seen) == (["peanuts", "milk"], False)

    before = ours.log_head()
    see(ours, order.lines[0])
    clock.advance(seconds=5)
    see(ours, order.lines[0])

    (fact,) = ours.log_since(before)
    assert (fact.kind, fact.audience, fact.actor) == (
        "line.acknowledged", "staff+kitchen+table", f"staff:{ours.kitchen.id}",
    )  # fmt: skip
    assert fact.body == {"id": order.lines[0].id, "qr_session_id": order.qr_session_id, "order_id": order.id}
    assert rail(ours).items[0].lines[0].seen is True


def test_what_cannot_be_made_is_told_to_the_floor_and_can_be_taken_back(ours: House, sent: Order):
    soup, before = sent.lines[0], ours.log_head()
    mark(ours, soup)
    mark(ours, soup)
    assert [line.flagged for line in rail(ours).items[0].lines] == [True, False]
    mark(ours, soup, flagged=False)

    assert [(fact.kind, fact.audience, fact.body["flagged"]) for fact in ours.log_since(before)] == [
        ("line.flagged", "staff+kitchen", True),
        ("line.flagged", "staff+kitchen", False),
    ]
    assert [line.flagged for line in rail(ours).items[0].lines] == [False, False]


def test_asking_the_floor_keeps_an_allergy_read(ours: House):
    order = ours.order(ours.open_table("5"), LineIn(ours.dish("Duck"), 1, allergies=["peanuts"]))
    see(ours, order.lines[0])
    mark(ours, order.lines[0])

    (line,) = rail(ours).items[0].lines
    assert (line.seen, line.flagged) == (True, True)


@pytest.mark.parametrize("verb", [mark, see])
def test_nothing_is_said_about_what_is_not_in_the_kitchen(ours: House, sent: Order, verb: object):
    ours.move(sent.lines[0], SERVED)

    with ours.nothing_written(), refused(NotInKitchen, current="SERVED"):
        verb(ours, sent.lines[0])  # type: ignore[operator]


# walls and rights


def test_a_cashier_has_no_kitchen(ours: House, sent: Order):
    for verb, command in (
        (flag, Flag(sent.lines[0].id, True)),
        (acknowledge, sent.lines[0].id),
        (move_lines, MoveLines([Move(sent.lines[0].id, READY)])),
    ):
        with ours.nothing_written(), refused(Forbidden):
            ours.do(verb, command, Right.RUN_KITCHEN, ours.cashier)


def test_no_kitchen_sees_or_touches_the_lines_of_another_branch(ours: House, sister: House, rival: House, sent: Order):
    ours.void(sent.lines[1])
    for other in (sister, rival):
        shown = rail(other)
        assert (shown.items, shown.cancelled, shown.all_day) == ([], [], [])
        with ours.nothing_written(), refused(NoSuchLine):
            step(other, (sent.lines[0], READY))
        with ours.nothing_written(), refused(NoSuchLine):
            mark(other, sent.lines[0])
        with ours.nothing_written(), refused(NoSuchLine):
            see(other, sent.lines[1])


def test_the_kitchen_hears_of_everything_that_moves_its_board(ours: House):
    """As far as it may read the log; an order that waits for the floor is not its business yet."""
    session = ours.open_table("5")
    sent = ours.order(session, "Duck", LineIn(ours.dish("Kids Rice"), 1, options=[ChosenIn(ours.option("Egg"))]))
    waiting = ours.order(session, "Green Tea", by=ours.join(session))
    ours.confirm(waiting)
    step(ours, (sent.lines[0], PREPARING))
    mark(ours, sent.lines[0])
    ours.void(sent.lines[1])
    ours.cancel(waiting)

    assert kitchen_hears(ours) == [
        "order.confirmed", "order.confirmed", "line.status", "line.flagged", "line.voided", "order.cancelled",
    ]  # fmt: skip


def kitchen_hears(house: House) -> list[str]:
    scope = Scope(Role.KITCHEN, "staff:cook", house.organization_id, house.branch_id)
    events = house.database.look_now(lambda tx: page_after(tx, scope, Cursor(0))).events
    return [event.kind for event in events if event.kind.startswith(("order.", "line."))]
