"""What staff take off an order is told to its guest at once, wherever in the app that guest is, until it was read."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.card import MANGO, WATER, Card
from tests.browser.guest import GuestPage
from tests.browser.opening import Opener
from tests.browser.restaurant import Restaurant
from tests.browser.till import CashierPage

GuestAt = Callable[..., GuestPage]
ALERT = "Mangocreme was cancelled: Sold out"


def void(restaurant: Restaurant, order: dict[str, Any], name: str, reason: str = "Sold out") -> None:
    (line,) = [line for line in order["lines"] if line["name"] == name]
    restaurant.do("POST", f"/api/order-lines/{line['id']}/void", {"reason": reason})


def ordered(restaurant: Restaurant, phone: GuestPage, *names: str) -> dict[str, Any]:
    """Sent from this phone, which is back on the menu."""
    for name in names:
        phone.add(name)
    phone.order()
    phone.button("Order more").tap()
    (order,) = restaurant.do("GET", "/api/orders?status=OPEN")["items"]
    return order


def test_a_dish_that_is_turned_down_is_told_until_it_was_read(restaurant: Restaurant, card: Card, guest: GuestAt):
    session = restaurant.open_table("10")
    phone = guest(session["qr_url"])
    phone.at_table("10")
    order = ordered(restaurant, phone, card.name(MANGO), card.name(WATER))
    dock = phone.button(re.compile("^Your orders"))
    expect(dock).to_contain_text("Waiting for our staff")

    void(restaurant, order, card.name(MANGO))
    expect(phone.page.get_by_role("alert")).to_contain_text(ALERT)
    expect(phone.page.get_by_role("status").get_by_text(ALERT)).to_be_visible()
    expect(dock).to_contain_text("1 item was cancelled")

    phone.page.reload()
    phone.at_table("10")
    expect(phone.page.get_by_role("alert")).to_contain_text(ALERT)
    expect(dock).to_contain_text("1 item was cancelled")

    phone.button("OK", phone.page.get_by_role("alert")).tap()
    expect(phone.page.get_by_role("alert")).to_have_count(0)
    expect(dock).to_contain_text("Waiting for our staff")
    phone.page.reload()
    phone.at_table("10")
    expect(dock).to_contain_text("Waiting for our staff")
    expect(phone.page.get_by_role("alert")).to_have_count(0)


def test_it_is_told_over_an_open_sheet_and_on_the_bill(restaurant: Restaurant, card: Card, guest: GuestAt):
    session = restaurant.open_table("10")
    phone = guest(session["qr_url"])
    phone.at_table("10")
    order = ordered(restaurant, phone, card.name(MANGO), card.name(WATER))
    sheet = phone.look_at(card.name(WATER))
    void(restaurant, order, card.name(MANGO))
    expect(sheet.get_by_text(ALERT)).to_be_visible()
    phone.button("Close", sheet).tap()
    phone.button(re.compile("^Your orders")).tap()
    phone.button("See the bill").tap()
    expect(phone.page.get_by_role("heading", name="Bill", exact=True)).to_be_visible()
    expect(phone.page.get_by_role("alert")).to_have_count(0)


def test_a_whole_cancelled_order_is_told_to_its_guest_alone(restaurant: Restaurant, card: Card, opener: Opener):
    session = restaurant.open_table("10")
    phone, neighbour = (opener.guest(session["qr_url"], who) for who in ("basil", "tomato"))
    for one in (phone, neighbour):
        one.at_table("10")
    order = ordered(restaurant, phone, card.name(MANGO))
    restaurant.do("POST", f"/api/orders/{order['id']}/cancel", {"reason": "Kitchen has no time"})
    expect(phone.page.get_by_role("alert")).to_contain_text("Round 1 was cancelled: Kitchen has no time")
    expect(phone.button(re.compile("^Your orders"))).to_contain_text("1 item was cancelled")
    expect(neighbour.button(re.compile("^Your orders"))).to_contain_text("Cancelled")
    expect(neighbour.page.get_by_role("alert")).to_have_count(0)


def test_what_the_guest_took_back_is_no_news(restaurant: Restaurant, card: Card, guest: GuestAt):
    phone = guest(restaurant.open_table("10")["qr_url"])
    phone.at_table("10")
    phone.add(card.name(MANGO))
    phone.order()
    phone.button("Take it back").tap()
    phone.button("Really take it back?").tap()
    expect(phone.round(1)).to_contain_text("Cancelled")
    expect(phone.page.get_by_role("alert")).to_have_count(0)


def test_sold_out_takes_the_dish_off_the_menu_in_the_same_tap(
    restaurant: Restaurant, card: Card, cashier: CashierPage, guest: GuestAt
):
    session = restaurant.open_table("10")
    phone = guest(session["qr_url"])
    phone.at_table("10")
    ordered(restaurant, phone, card.name(MANGO), card.name(WATER))
    cashier.go_to_table("10")
    cashier.button(re.compile(card.name(MANGO)), cashier.rounds).click()
    cashier.button(f"Sold out: take {card.name(MANGO)} off the menu for today").click()
    expect(phone.page.get_by_role("alert")).to_contain_text(ALERT)
    expect(phone.card(card.name(MANGO))).to_contain_text("Sold out")
    phone.button(re.compile("^Your orders")).tap()
    phone.button("Same again").tap()
    expect(phone.line(card.name(WATER))).to_be_visible()
    expect(phone.line(card.name(MANGO))).to_have_count(0)
