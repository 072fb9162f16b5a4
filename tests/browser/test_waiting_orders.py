"""Orders that wait for staff: very many of one table, those above a limit, and what sold out meanwhile."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Request, expect

from tests.browser.card import MANGO, WATER, Card
from tests.browser.crowd import Join, Session, crowd, send, states
from tests.browser.inspecting import faults_of
from tests.browser.opening import PHONE, Opener
from tests.browser.restaurant import Restaurant
from tests.browser.watching import Watch


@pytest.fixture
def session(restaurant: Restaurant) -> Iterator[Session]:
    """Table 5; what still waits there is turned down afterwards."""
    opened = restaurant.open_table("5")
    yield opened
    restaurant.do("POST", f"/api/qr-sessions/{opened['id']}/turn-down", {"reason": "closing"})


@pytest.fixture
def join(restaurant: Restaurant, session: Session) -> Iterator[Join]:
    with crowd(restaurant, session) as one_more:
        yield one_more


def test_two_hundred_waiting_orders_of_a_table_leave_the_till_usable(
    restaurant: Restaurant, session: Session, join: Join, opener: Opener
):
    other = restaurant.guest_order(restaurant.open_table("6"), (WATER, 1, []))
    till, asked = opener.cashier().settled(), Counter[str]()

    def count(request: Request) -> None:
        if request.method == "GET" and "/api/" in request.url:
            asked[re.sub(r"^.*?/api/|\?.*|[0-9a-f-]{20,}", "", request.url)] += 1

    till.page.on("request", count)
    phones = [join() for _ in range(4)]
    for number in range(200):
        send(restaurant, phones[number % 4], (MANGO, 1, []))
    ticket = till.ticket("5")
    expect(ticket).to_contain_text("200 orders")
    expect(ticket).to_contain_text("Many orders in a short time from Guest Basil")
    expect(ticket).to_contain_text("and 197 more orders")
    expect(ticket.get_by_role("button", name="Confirm", exact=True)).to_have_count(3)
    expect(till.ticket("6")).to_be_visible()
    assert till.page.locator("*").count() < 2_000
    assert sum(asked.values()) < 300, asked
    assert faults_of(till.page) == []

    asked.clear()
    till.button("Turn all down", ticket).click()
    sheet = till.dialog("Turn down · Table 5")
    expect(sheet.get_by_role("radio", name="All (200)")).to_be_checked()
    assert faults_of(till.page, turned=True) == []
    till.button("Please order with our staff", sheet).click()
    expect(sheet).to_have_count(0)
    expect(ticket).to_have_count(0)
    expect(till.page.locator(".toasts")).to_contain_text("200 orders turned down.")
    assert states(restaurant, session) == {"CANCELLED": 200}
    till.page.wait_for_timeout(500)
    assert sum(asked.values()) < 60, asked
    assert restaurant.do("GET", f"/api/orders/{other['id']}")["status"] == "OPEN"


def test_one_phones_orders_are_turned_down_and_the_others_wait_on(
    restaurant: Restaurant, session: Session, join: Join, opener: Opener
):
    till = opener.cashier(viewport=PHONE)
    noisy, calm = join(), join()
    for _ in range(7):
        send(restaurant, noisy, (MANGO, 1, []))
    send(restaurant, calm, (WATER, 1, []))
    till.turn_to(re.compile("^New "))
    ticket = till.ticket("5")
    till.button("Allow 12 orders per phone in 10 minutes", ticket).click()
    expect(till.button("Allow 18 orders per phone in 10 minutes", ticket)).to_be_visible()
    assert restaurant.do("GET", f"/api/qr-sessions/{session['id']}")["limits"]["device_orders"] == 12

    till.button("Turn all down", ticket).click()
    sheet = till.dialog("Turn down · Table 5")
    sheet.get_by_text("Guest Basil (7)").click()
    sheet.get_by_label("Another reason").fill("Bitte einzeln bestellen")
    till.button("Turn down", sheet).click()
    expect(ticket).to_contain_text("1 order")
    assert states(restaurant, session) == {"CANCELLED": 7, "OPEN": 1}


def test_very_many_orders_are_confirmed_with_one_tap(
    restaurant: Restaurant, session: Session, join: Join, opener: Opener
):
    till = opener.cashier().settled()
    phones = [join() for _ in range(2)]
    for number in range(65):
        send(restaurant, phones[number % 2], (WATER, 1, []))
    expect(till.ticket("5")).to_contain_text("65 orders")
    till.button("Confirm all", till.ticket("5")).click()
    expect(till.ticket("5")).to_have_count(0, timeout=90_000)  # 65 orders in two commands
    assert states(restaurant, session) == {"CONFIRMED": 65}


def test_what_sold_out_meanwhile_is_turned_down_and_the_rest_confirmed_with_one_tap(
    restaurant: Restaurant, card: Card, session: Session, join: Join, opener: Opener, watch: Watch
):
    watch.announce("409 POST /api/")
    till = opener.cashier().settled()
    restaurant.switch_product(MANGO, True, remaining=10)
    order = send(restaurant, join(), (MANGO, 8, []), (WATER, 1, []))
    assert order["held_because"] == "stock-share"
    ticket = till.ticket("5")
    expect(ticket).to_contain_text("Takes much of what is left")
    restaurant.order(restaurant.open_table("6"), (MANGO, 9, []))

    till.button("Confirm", ticket).click()
    expect(ticket.get_by_role("alert")).to_contain_text("Not enough is left of this:")
    expect(ticket.get_by_role("alert")).to_contain_text(f"8 × {card.name(MANGO)}, 1 left")
    assert faults_of(till.page) == []
    till.button("Turn it down and confirm the rest", ticket).click()
    expect(ticket).to_have_count(0)
    after = restaurant.do("GET", f"/api/orders/{order['id']}")
    assert after["status"] == "CONFIRMED"
    assert [(line["status"], line["void_reason"]) for line in after["lines"]] == [
        ("VOIDED", "Sold out"),
        ("FIRED", None),
    ]


def test_of_several_orders_only_what_sold_out_is_turned_down(
    restaurant: Restaurant, card: Card, session: Session, join: Join, opener: Opener, watch: Watch
):
    watch.announce("409 POST /api/qr-sessions/")
    till = opener.cashier().settled()
    restaurant.switch_product(MANGO, True, remaining=10)
    first, second = join(), join()
    only_mango = send(restaurant, first, (MANGO, 8, []))
    water = send(restaurant, second, (WATER, 1, []))
    ticket = till.ticket("5")
    expect(ticket).to_contain_text("2 orders")
    restaurant.order(restaurant.open_table("6"), (MANGO, 10, []))

    till.button("Confirm all", ticket).click()
    expect(ticket.get_by_role("alert")).to_contain_text(f"8 × {card.name(MANGO)}, 0 left")
    till.button("Turn it down and confirm the rest", ticket).click()
    expect(ticket).to_have_count(0)
    stored = [restaurant.do("GET", f"/api/orders/{order['id']}") for order in (only_mango, water)]
    assert [(order["status"], order["cancelled_because"]) for order in stored] == [
        ("CANCELLED", "Sold out"),
        ("CONFIRMED", None),
    ]
