"""While an answer is on its way, or does not come, or says no: every screen says so and loses nothing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.card import MANGO, Card
from tests.browser.guest import GuestPage
from tests.browser.holding import Held
from tests.browser.opening import PHONE, Opener
from tests.browser.restaurant import Restaurant
from tests.browser.watching import LEFT, Watch

GuestAt = Callable[..., GuestPage]


class Gate:
    """Holds the requests of a page for a path back, or fails them, until it is opened."""

    def __init__(self, page: Page, path: str, held: Held, *, fail: bool = False) -> None:
        self.stopped = 0
        self._fail, self._open, self._held = fail, False, held
        page.route(re.compile(path), self._pass_or_stop)

    def _pass_or_stop(self, route: Route) -> None:
        if self._open:
            route.continue_()
            return
        self.stopped += 1
        if self._fail:
            route.abort("connectionrefused")
        else:
            self._held(route)

    def open(self) -> None:
        self._open = True
        self._held.go_on()


def test_a_guest_reads_the_menu_while_the_table_cannot_be_joined_and_joins_as_soon_as_it_can(
    restaurant: Restaurant, card: Card, opener: Opener, watch: Watch
):
    watch.announce("ERR_CONNECTION_REFUSED POST /api/guest/join")
    phone = GuestPage(opener.page("guest", PHONE, has_touch=True, is_mobile=True))
    gate = Gate(phone.page, "/api/guest/join", opener.held, fail=True)
    phone.page.goto(restaurant.open_table("G2")["qr_url"])

    expect(phone.page.get_by_text("No connection to the restaurant. Trying again…")).to_be_visible()
    phone.add(card.name(MANGO))
    phone.view_order.tap()
    expect(phone.send_order).to_be_disabled()
    expect(phone.cart).to_contain_text("Joining your table…")

    gate.open()
    expect(phone.send_order).to_be_enabled()
    expect(phone.page.get_by_text("No connection to the restaurant")).to_have_count(0)


def test_a_bill_that_does_not_load_says_so_and_can_be_asked_for_again(
    restaurant: Restaurant, card: Card, opener: Opener, watch: Watch
):
    watch.announce("ERR_CONNECTION_REFUSED GET /api/guest/bill")
    session = restaurant.open_table("G2")
    restaurant.order(session, (MANGO, 2, []))
    phone = opener.guest(session["qr_url"])
    phone.at_table("G2")
    gate = Gate(phone.page, "/api/guest/bill", opener.held, fail=True)
    phone.button(re.compile("^Your orders")).tap()
    phone.button("See the bill").tap()
    expect(phone.page.get_by_text("The bill did not load. Please check your connection.")).to_be_visible()

    gate.open()
    phone.button("Try again").tap()
    expect(phone.page.get_by_role("main")).to_contain_text("Still to pay€6.00")


@pytest.mark.timed
def test_a_slow_floor_is_drawn_in_outline_but_not_at_once(opener: Opener, watch: Watch):
    watch.announce(LEFT)
    cashier = opener.cashier().settled()
    gate = Gate(cashier.page, "/api/tables", opener.held)
    cashier.page.reload()
    outline = cashier.page.get_by_role("status", name="Loading").locator(".skeleton")
    expect(outline).to_have_css("animation-delay", "0.3s")
    expect(outline).to_have_css("opacity", "1")

    gate.open()
    expect(cashier.tile("1")).to_be_visible()
    expect(outline).to_have_count(0)


def test_a_floor_that_cannot_be_fetched_says_so_and_is_fetched_again(
    restaurant: Restaurant, opener: Opener, watch: Watch
):
    watch.announce("ERR_CONNECTION_REFUSED GET /api/tables", LEFT)
    cashier = opener.cashier().settled()
    gate = Gate(cashier.page, "/api/tables", opener.held, fail=True)
    cashier.page.reload()
    expect(cashier.page.get_by_role("alert")).to_contain_text("No answer. Check the network and try again.")
    expect(cashier.live).to_be_visible()
    assert gate.stopped == 1
    gate.open()
    cashier.button("Try again").click()
    expect(cashier.tile("1")).to_contain_text("Free")


def test_a_sign_in_that_ends_at_work_leads_to_the_door_and_back_to_the_same_round(
    restaurant: Restaurant, card: Card, opener: Opener, watch: Watch
):
    watch.announce("401 ")
    restaurant.open_table("G2")
    cashier = opener.cashier()
    cashier.go_to_table("G2")
    cashier.add(card.name(MANGO))
    cashier.page.context.clear_cookies()

    cashier.button(re.compile("^Send"), cashier.draft).click()
    expect(cashier.page.get_by_text("Your sign-in has ended. Nothing you typed is lost.")).to_be_visible()
    cashier.sign_in("anna@mitte.test", "correct horse battery staple")
    expect(cashier.rounds).to_contain_text(re.compile(r"Order \d+"))
    [order] = restaurant.do("GET", "/api/orders")["items"]
    assert order["total"] == card.unit(MANGO)
