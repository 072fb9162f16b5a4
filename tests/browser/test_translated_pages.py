"""Whoever lets the browser translate a page sees the same change as everybody: what is said is true, and once."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.card import BAMBOO, BEER, MANGO, SALAD, Card
from tests.browser.cook import KitchenPage
from tests.browser.guest import GuestPage
from tests.browser.opening import Opener
from tests.browser.restaurant import KITCHEN, Restaurant
from tests.browser.translating import foreign, foreign_lines, lines, translate
from tests.browser.watching import LEFT, Watch

GuestAt = Callable[..., GuestPage]


@pytest.fixture
def session(restaurant: Restaurant) -> dict[str, Any]:
    return restaurant.open_table("5")


PATIENCE = 5.0


def says_the_same(translated: Page, fresh: Page, place: str) -> None:
    """The translated page's part comes to say what a page that was just opened says."""
    expect(fresh.locator(place).first).to_be_visible()
    until = time.monotonic() + PATIENCE
    while (said := lines(translated.locator(place).first)) != (true := foreign_lines(fresh.locator(place).first)):
        assert time.monotonic() < until, f"says {said}\nwhere it is {true}"
        fresh.wait_for_timeout(100)


def move(restaurant: Restaurant, lines: list[dict[str, Any]], status: str) -> None:
    body = {"lines": [{"line_id": line["id"], "status": status} for line in lines]}
    restaurant.do("POST", "/api/kitchen/lines/status", body, by=KITCHEN)


def last_order(restaurant: Restaurant, session: dict[str, Any]) -> dict[str, Any]:
    return restaurant.do("GET", f"/api/orders?qr_session_id={session['id']}")["items"][-1]


def test_a_guests_cart_and_rounds_are_true_in_a_translated_page(
    restaurant: Restaurant, card: Card, session: dict[str, Any], guest: GuestAt
):
    phone = guest(session["qr_url"])
    phone.at_table("5")
    translate(phone.page)
    dock = phone.page.locator(".dock")
    phone.button(f"Add {card.name(MANGO)}").tap()
    expect(dock).to_contain_text(foreign("1 item"))
    expect(dock).to_contain_text("€3.00")
    for _ in range(2):
        phone.button(f"Add {card.name(MANGO)}").tap()
    expect(dock).to_contain_text(foreign("3 items"))
    expect(dock).not_to_contain_text(foreign("1 item"))
    expect(dock).to_contain_text("€9.00")
    other = phone.page.context.new_page()
    other.goto("/user")
    says_the_same(phone.page, other, ".dock")
    other.close()

    phone.button(re.compile("^xView xorder")).tap()
    send = phone.button(re.compile("^xSend xorder"))
    phone.button(f"More {card.name(MANGO)}").tap()
    expect(send).to_contain_text("€12.00")
    expect(send).not_to_contain_text("€9.00")
    send.tap()
    paper = phone.page.get_by_role("article")
    expect(paper).to_contain_text(foreign("Waiting for our staff"))

    order = last_order(restaurant, session)
    restaurant.do("POST", f"/api/orders/{order['id']}/confirm", {})
    expect(paper).to_contain_text(foreign("In the kitchen"))
    for status, word in [("PREPARING", "Being prepared"), ("READY", "Ready")]:
        move(restaurant, order["lines"], status)
        expect(paper).to_contain_text(foreign(word))
    restaurant.do("POST", f"/api/orders/{order['id']}/status", {"status": "SERVED"})
    expect(paper).to_contain_text(foreign("Served"))
    for earlier in ("Waiting for our staff", "In the kitchen"):
        expect(paper).not_to_contain_text(foreign(earlier))


def test_a_till_is_true_in_a_translated_page(
    restaurant: Restaurant, card: Card, session: dict[str, Any], opener: Opener, watch: Watch
):
    watch.announce(LEFT)
    cashier = opener.cashier()
    cashier.settled()
    translate(cashier.page)
    floor = cashier.page.locator("main")
    first = restaurant.guest_order(session, (MANGO, 1, []))
    tile = floor.get_by_role("button", name=re.compile(r"^(xTable|Table) 5 "))
    expect(tile).to_contain_text(foreign("New order"))
    expect(tile).not_to_contain_text(foreign("Seated"))
    other = cashier.page.context.new_page()
    other.goto("/cashier")
    says_the_same(cashier.page, other, "main")
    restaurant.guest_order(session, (BEER, 2, []))
    says_the_same(cashier.page, other, "main")
    restaurant.do("POST", f"/api/orders/{first['id']}/confirm", {})
    says_the_same(cashier.page, other, "main")

    tile.click()
    other.goto(cashier.page.url)
    other.reload()
    says_the_same(cashier.page, other, "main")
    restaurant.guest_order(session, (BEER, 1, []))
    says_the_same(cashier.page, other, "main")
    move(restaurant, first["lines"], "READY")
    says_the_same(cashier.page, other, "main")
    restaurant.do("POST", f"/api/order-lines/{first['lines'][0]['id']}/void", {"reason": "changed their mind"})
    says_the_same(cashier.page, other, "main")


def test_a_kitchen_is_true_in_a_translated_page(
    restaurant: Restaurant, card: Card, session: dict[str, Any], opener: Opener
):
    kitchen = KitchenPage(opener.kitchen(arm=False)).arm()
    page = kitchen.page
    first = restaurant.order(session, (MANGO, 1, []), (SALAD, 1, ["dressing/french"]))
    expect(kitchen.papers).to_have_count(1)
    translate(page)
    restaurant.order(session, (BAMBOO, 2, ["vorspeise/sauer-scharf-suppe"]))
    expect(kitchen.papers).to_have_count(2)
    other = page.context.new_page()
    other.goto("/kitchen")
    KitchenPage(other).arm()
    says_the_same(page, other, "main")
    move(restaurant, first["lines"][:1], "PREPARING")
    move(restaurant, first["lines"][:1], "READY")
    move(restaurant, first["lines"][1:], "PREPARING")
    other.wait_for_timeout(700)
    says_the_same(page, other, "main")
    move(restaurant, first["lines"][1:], "READY")
    expect(kitchen.papers).to_have_count(1)
    says_the_same(page, other, "main")


def test_a_managers_page_is_true_in_a_translated_page(restaurant: Restaurant, card: Card, opener: Opener):
    page = opener.manager(at="availability")
    expect(page.get_by_role("main")).to_contain_text(card.name(MANGO))
    translate(page)
    other = page.context.new_page()
    other.goto("/manager#/availability")
    says_the_same(page, other, "main")
    restaurant.switch_product(MANGO, False)
    says_the_same(page, other, "main")
    restaurant.switch_product(MANGO, True, remaining=3)
    says_the_same(page, other, "main")
    restaurant.switch_product(MANGO, True, remaining=2)
    says_the_same(page, other, "main")
    restaurant.switch_product(MANGO, True)
    says_the_same(page, other, "main")
