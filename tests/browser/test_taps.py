"""How many taps the everyday things take; every one is a promise of the interface."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.card import MANGO, SALAD, WATER, Card
from tests.browser.guest import GuestPage
from tests.browser.restaurant import Restaurant
from tests.browser.till import CashierPage

GuestAt = Callable[..., GuestPage]


@contextmanager
def taps(page: Page, allowed: int) -> Generator[None]:
    """Exactly so many, counted by the page itself; scrolling is free."""
    before = page.evaluate("globalThis.taps")
    yield
    assert page.evaluate("globalThis.taps") - before == allowed


@pytest.fixture
def phone(restaurant: Restaurant, guest: GuestAt) -> GuestPage:
    phone = guest(restaurant.open_table("7")["qr_url"])
    phone.at_table("7")
    return phone


def test_a_guest_orders_a_simple_product_in_three(card: Card, phone: GuestPage):
    with taps(phone.page, 3):
        phone.button(f"Add {card.name(MANGO)}").tap()
        phone.view_order.tap()
        phone.send_order.tap()
        expect(phone.round(1)).to_contain_text(card.name(MANGO))


def test_a_guest_orders_a_product_with_one_required_option_in_five(card: Card, phone: GuestPage):
    with taps(phone.page, 5):
        sheet = phone.look_at(card.name(SALAD))
        sheet.get_by_text("French").tap()
        phone.done(sheet).tap()
        phone.view_order.tap()
        phone.send_order.tap()
        expect(phone.round(1)).to_contain_text("French")


def test_a_guest_orders_the_same_again_in_three(card: Card, phone: GuestPage):
    phone.add(card.name(MANGO))
    phone.order()
    phone.button("Menu").tap()
    with taps(phone.page, 3):
        phone.button(re.compile("^Your orders")).tap()
        phone.button("Same again", phone.round(1)).tap()
        phone.send_order.tap()
        expect(phone.round(2)).to_contain_text(card.name(MANGO))


def test_a_guest_asks_for_the_bill_in_two(restaurant: Restaurant, phone: GuestPage):
    with taps(phone.page, 2):
        phone.button("Call us").tap()
        phone.button("By card", phone.sheet("Call us")).tap()
        expect(phone.sheet("Call us")).to_contain_text("The bill, by card")
    [request] = restaurant.do("GET", "/api/requests")["items"]
    assert (request["kind"], request["how"]) == ("bill", "card")


def test_a_cashier_opens_a_table_and_shows_its_code_in_two(cashier: CashierPage):
    with taps(cashier.page, 2):
        cashier.open_table("7")
        expect(cashier.dialog("QR code · Table 7").get_by_alt_text("QR code to order at Table 7")).to_be_visible()


def test_a_cashier_orders_in_two_and_one_for_each_simple_product(
    restaurant: Restaurant, card: Card, cashier: CashierPage
):
    """The till still shows the drinks, as after every round of drinks."""
    restaurant.open_table("7")
    cashier.go_to_table("7")
    cashier.button("Getränke", cashier.catalog).click()
    cashier.to_floor()
    with taps(cashier.page, 2 + 3):
        cashier.tile("7").click()
        for name in (card.name(WATER), "Fanta", "Sprite"):
            cashier.product(name).click()
        cashier.send()
    [order] = restaurant.do("GET", "/api/orders")["items"]
    assert [line["quantity"] for line in order["lines"]] == [1, 1, 1]


def test_a_cashier_confirms_in_one(restaurant: Restaurant, cashier: CashierPage):
    restaurant.guest_order(restaurant.open_table("7"), (MANGO, 1, []))
    with taps(cashier.page, 1):
        cashier.button("Confirm", cashier.ticket("7")).click()
        expect(cashier.ticket("7")).to_have_count(0)


def test_a_cashier_takes_exact_cash_from_the_floor_in_three(restaurant: Restaurant, cashier: CashierPage):
    restaurant.order(restaurant.open_table("7"), (MANGO, 2, []))
    with taps(cashier.page, 3):
        cashier.tile("7").click()
        cashier.button("Pay").click()
        cashier.button("Exact").click()
        expect(cashier.page.get_by_role("dialog")).to_contain_text("Table 7 is free")


def test_a_cashier_marks_a_product_sold_out_in_two(
    restaurant: Restaurant, card: Card, cashier: CashierPage, phone: GuestPage
):
    """From the menu of a table; a guest's open menu follows."""
    cashier.go_to_table("7")
    cashier.look_up(card.name(MANGO))
    with taps(cashier.page, 2):
        cashier.more(card.name(MANGO)).click()
        cashier.button("Sold out for today").click()
        expect(cashier.product(card.name(MANGO))).to_contain_text("Switched off")
    expect(phone.card(card.name(MANGO))).to_contain_text("Sold out")
