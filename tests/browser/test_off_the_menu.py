"""What is switched off is off at once on every screen that shows it, and an order that still names it is refused."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.card import MANGO, WATER, WINGS, Card, euros
from tests.browser.guest import GuestPage
from tests.browser.opening import Opener, keep_menu_quiet
from tests.browser.restaurant import Restaurant
from tests.browser.timing import Stopwatch
from tests.browser.watching import Watch

Note = Callable[[str, object], None]
FOLLOWS = 2.0
"""Seconds in which open screens follow the menu."""


class Screens:
    """Everybody is looking at the chicken wings, each on another kind of screen."""

    def __init__(self, restaurant: Restaurant, opener: Opener) -> None:
        card, link = restaurant.card, restaurant.open_table("6")["qr_url"]
        self.wings = card.name(WINGS)
        self.reader = self._guest(opener, link, "reader")
        self.chooser = self._guest(opener, link, "chooser")
        self.sheet = self.chooser.choose(self.wings, "12 Stück")
        self.buyer = self._guest(opener, link, "buyer")
        self.buyer.add(self.wings, "12 Stück", "Chili-Dip")
        self.buyer.add(card.name(WATER))
        self.buyer.view_order.tap()
        self.waiter = opener.cashier("anna@mitte.test")
        self.waiter.go_to_table("6")
        self.waiter.add(self.wings, "12 Stück")
        self.waiter.product(self.wings).click()
        self.asked = self.waiter.dialog(self.wings)

    def _guest(self, opener: Opener, link: str, who: str) -> GuestPage:
        phone = opener.guest(link, who)
        phone.at_table("6")
        return phone


@pytest.fixture
def screens(restaurant: Restaurant, opener: Opener) -> Screens:
    return Screens(restaurant, opener)


@pytest.mark.timed
def test_a_product_switched_off_is_off_on_every_open_screen(
    restaurant: Restaurant, card: Card, screens: Screens, note: Note
):
    everywhere = {
        "menu": screens.reader.card(screens.wings).get_by_text("Sold out"),
        "dish": screens.sheet.get_by_text("has just left the menu"),
        "cart": screens.buyer.line(screens.wings).get_by_text("Sold out"),
        "form": screens.asked.get_by_role("button", disabled=True).filter(has_text="Choose: Portion"),
        "round": screens.waiter.draft.get_by_text("Not sold now. Take it out."),
        "catalog": screens.waiter.product(screens.wings).get_by_text("Switched off"),
    }

    watched = Stopwatch()
    restaurant.switch_product(WINGS, False)
    note("product off everywhere, seconds", _all_seen(everywhere, watched))

    expect(screens.reader.button(f"Add {screens.wings}")).to_have_count(0)
    expect(screens.sheet.locator(".sheet-foot").get_by_text("Sold out")).to_be_disabled()
    expect(screens.buyer.send_order).to_contain_text(euros(card.unit(WATER)))

    restaurant.switch_product(WINGS, True)
    expect(screens.reader.card(screens.wings)).not_to_contain_text("Sold out")
    expect(screens.chooser.done(screens.sheet)).to_be_enabled()
    expect(screens.waiter.draft).not_to_contain_text("Not sold now")


@pytest.mark.timed
def test_an_option_switched_off_is_off_on_every_open_screen(
    restaurant: Restaurant, card: Card, screens: Screens, note: Note
):
    everywhere = {
        "dish": screens.sheet.get_by_text("12 Stück has just sold out. We took it off your choice."),
        "cart": screens.buyer.cart.get_by_text(f"{screens.wings}: 12 Stück has sold out and was taken off."),
        "form": screens.asked.get_by_role("radio", name="12 Stück Sold out", disabled=True),
        "round": screens.waiter.draft.get_by_text(euros(card.unit(WINGS))).first,
    }

    watched = Stopwatch()
    restaurant.switch_option("portion/twelve", False)
    note("option off everywhere, seconds", _all_seen(everywhere, watched))

    expect(screens.sheet.get_by_role("radio", name="12 Stück Sold out")).to_be_disabled()
    expect(screens.sheet.get_by_role("radio", name="12 Stück Sold out")).not_to_be_checked()
    expect(screens.sheet.get_by_role("radio", name="6 Stück")).to_be_enabled()
    expect(screens.chooser.done(screens.sheet)).to_contain_text("1 choice left")
    expect(screens.buyer.line(screens.wings)).to_contain_text("1 choice left")
    expect(screens.buyer.send_order).to_contain_text(euros(card.unit(WATER)))
    told = "12 Stück has sold out and was taken off.Still to choose: Portion"
    expect(screens.waiter.draft.get_by_role("listitem")).to_have_text(f"1{screens.wings}€3.50{told}")


def _all_seen(everywhere: dict[str, Locator], watched: Stopwatch) -> float:
    """Seconds until the last of them."""
    return max(watched.until_seen(sight, within=FOLLOWS) for sight in everywhere.values())


def test_a_guests_order_that_still_names_it_is_refused_and_the_rest_stays(
    restaurant: Restaurant, card: Card, opener: Opener, watch: Watch
):
    watch.announce("409 POST /api/orders")
    session = restaurant.open_table("6")
    phone = opener.guest(session["qr_url"], socket=keep_menu_quiet)
    phone.at_table("6")
    phone.add(card.name(MANGO))
    phone.add(card.name(WINGS), "12 Stück")
    phone.view_order.tap()
    restaurant.switch_product(WINGS, False)

    with phone.page.expect_response(re.compile("/api/orders")) as sent:
        phone.send_order.tap()
    _assert_refused(sent.value.json(), 1, restaurant.ids.products[WINGS])
    expect(phone.cart).to_contain_text("Not sent yet: something has just sold out.")
    expect(phone.line(card.name(WINGS))).to_contain_text("Sold out")
    expect(phone.line(card.name(MANGO))).not_to_contain_text("Sold out")
    assert restaurant.rows("SELECT id FROM orders WHERE qr_session_id = ?", session["id"]) == []

    phone.send_order.tap()
    expect(phone.round(1)).to_contain_text(card.name(MANGO))
    stored = restaurant.rows("SELECT total FROM orders WHERE qr_session_id = ?", session["id"])
    assert stored == [(card.unit(MANGO),)]


def test_a_waiters_order_that_still_names_an_option_is_refused_at_its_line(
    restaurant: Restaurant, card: Card, opener: Opener, watch: Watch
):
    watch.announce("409 POST /api/orders")
    session = restaurant.open_table("6")
    cashier = opener.cashier(socket=keep_menu_quiet)
    cashier.go_to_table("6")
    cashier.add(card.name(WATER))
    cashier.add(card.name(WINGS), "12 Stück")
    restaurant.switch_option("portion/twelve", False)

    with cashier.page.expect_response(re.compile("/api/orders")) as sent:
        cashier.button(re.compile("^Send"), cashier.draft).click()
    option_id = restaurant.ids.options["portion/twelve"]
    _assert_refused(sent.value.json(), 1, restaurant.ids.products[WINGS], option_id)
    expect(cashier.draft).to_contain_text("Something in this round is not sold now. It is marked; the rest is fine.")
    line = cashier.draft.get_by_role("listitem").filter(has_text=card.name(WINGS))
    expect(line).to_contain_text("Switched off")
    assert restaurant.rows("SELECT id FROM orders WHERE qr_session_id = ?", session["id"]) == []


def _assert_refused(problem: dict[str, Any], index: int, product_id: str, option_id: str | None = None) -> None:
    assert (problem["type"], problem["status"]) == ("/problems/item-unavailable", 409)
    [line] = problem["lines"]
    assert (line["index"], line["product_id"], line["reason"]) == (index, product_id, "switched_off")
    assert line.get("option_id") == option_id
