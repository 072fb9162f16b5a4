"""Pages are reloaded, closed and killed between the tap and the answer: nothing is lost and nothing happens twice."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.card import MANGO, WATER, Card, euros
from tests.browser.guest import GuestPage
from tests.browser.restaurant import Restaurant
from tests.browser.till import CashierPage
from tests.browser.watching import Watch

GuestAt = Callable[..., GuestPage]
RETRIED = 16_000
"""Milliseconds in which a kept request is tried again."""
ORDERS = re.compile(r"/api/orders(\?|$)")
PAYMENTS = re.compile(r"/payments(\?|$)")
CALLS = re.compile(r"/api/guest/requests$")
CUT = "(ERR_ABORTED|ERR_FAILED) (POST|GET)"
"""What a page that is left says of what it still wanted."""


class SlowLine:
    """What is posted gets stuck: on its way there, or its answer on the way back."""

    def __init__(self, page: Page, path: re.Pattern[str], *, arrives: bool) -> None:
        self._page, self._path, self._arrives = page, path, arrives
        self.posted = 0
        page.route(path, self._hold)

    def _hold(self, route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        self.posted += 1
        if self._arrives:
            route.fetch()
        return None

    def wait(self) -> None:
        """Until the request has left the page."""
        for _ in range(200):
            if self.posted:
                return
            self._page.wait_for_timeout(50)
        raise AssertionError("nothing was sent")

    def free(self) -> None:
        self._page.unroute(self._path)


def killed(page: Page) -> Page:
    """The page is gone without a word, and another one of the same phone opened."""
    context = page.context
    again = context.new_page()
    again.goto(page.url)
    page.close()
    return again


def reloaded(page: Page) -> Page:
    page.reload()
    return page


ENDS = [pytest.param(reloaded, id="reloaded"), pytest.param(killed, id="killed")]
ARRIVES = [pytest.param(True, id="the server had it"), pytest.param(False, id="the server had it not")]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("arrives", ARRIVES)
def test_a_guests_page_that_ends_while_it_sends_has_sent_once(
    restaurant: Restaurant,
    card: Card,
    guest: GuestAt,
    watch: Watch,
    arrives: bool,
    end: Callable[[Page], Page],
):
    watch.announce(CUT)
    session = restaurant.open_table("10")
    phone = guest(session["qr_url"])
    phone.at_table("10")
    phone.add(card.name(MANGO))
    line = SlowLine(phone.page, ORDERS, arrives=arrives)
    phone.view_order.tap()
    phone.send_order.tap()
    line.wait()
    assert kept_cart(phone.page) == {}
    line.free()

    again = GuestPage(end(phone.page))
    again.at_table("10")
    expect(again.button(re.compile("^Your orders"))).to_contain_text("Waiting for our staff", timeout=RETRIED)
    expect(again.view_order).to_have_count(0)
    again.button(re.compile("^Your orders")).tap()
    expect(again.round(1)).to_contain_text(card.name(MANGO))
    expect(again.round(2)).to_have_count(0)
    assert totals(restaurant, session["id"]) == [card.unit(MANGO)]


def test_a_cart_that_a_dead_page_still_wrote_down_is_not_offered_again(
    restaurant: Restaurant, card: Card, guest: GuestAt, watch: Watch
):
    """Browsers write some moments later: killed at once, they remember the cart as it was before the tap."""
    watch.announce(CUT)
    session = restaurant.open_table("10")
    phone = guest(session["qr_url"])
    phone.at_table("10")
    phone.add(card.name(MANGO))
    before = kept_cart(phone.page)
    assert len(before) == 1
    phone.order()
    expect(phone.round(1)).to_contain_text(card.name(MANGO))
    phone.page.evaluate("(kept) => { for (const name in kept) localStorage.setItem(name, kept[name]) }", before)

    phone.page.reload()
    phone.at_table("10")
    expect(phone.button(re.compile("^Your orders"))).to_contain_text("Waiting for our staff")
    expect(phone.view_order).to_have_count(0)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("arrives", ARRIVES)
def test_a_tills_page_that_ends_while_it_sends_a_round_has_sent_once(
    restaurant: Restaurant,
    card: Card,
    cashier: CashierPage,
    watch: Watch,
    arrives: bool,
    end: Callable[[Page], Page],
):
    watch.announce(CUT)
    session = restaurant.open_table("10")
    cashier.go_to_table("10")
    cashier.add(card.name(MANGO))
    line = SlowLine(cashier.page, ORDERS, arrives=arrives)
    cashier.button(re.compile("^Send"), cashier.draft).click()
    line.wait()
    assert "product_id" not in str(kept_draft(cashier.page))
    line.free()

    again = CashierPage(end(cashier.page))
    expect(again.rounds.get_by_role("article")).to_contain_text([card.name(MANGO)], timeout=RETRIED)
    expect(again.page.get_by_text("Not sent yet")).to_have_count(0, timeout=RETRIED)
    expect(again.draft).to_have_count(0)
    assert totals(restaurant, session["id"]) == [card.unit(MANGO)]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("arrives", ARRIVES)
def test_a_tills_page_that_ends_while_it_takes_money_has_taken_it_once(
    restaurant: Restaurant,
    card: Card,
    cashier: CashierPage,
    watch: Watch,
    arrives: bool,
    end: Callable[[Page], Page],
):
    watch.announce(CUT)
    session = restaurant.open_table("10")
    restaurant.order(session, (WATER, 1, []))
    cashier.go_to_table("10")
    expect(cashier.due).to_contain_text(euros(card.unit(WATER)))
    cashier.button("Pay").click()
    expect(cashier.button("Exact")).to_be_enabled()
    line = SlowLine(cashier.page, PAYMENTS, arrives=arrives)
    cashier.button("Exact").click()
    line.wait()
    line.free()

    again = CashierPage(end(cashier.page))
    again.to_floor()
    expect(again.tile("10")).to_contain_text("Paid, food to come", timeout=RETRIED)
    paid = restaurant.rows("SELECT amount FROM payments WHERE qr_session_id = ?", session["id"])
    assert paid == [(card.unit(WATER),)]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("arrives", ARRIVES)
def test_a_guests_page_that_ends_while_it_calls_has_called_once(
    restaurant: Restaurant, guest: GuestAt, watch: Watch, arrives: bool, end: Callable[[Page], Page]
):
    watch.announce(CUT)
    session = restaurant.open_table("10")
    phone = guest(session["qr_url"])
    phone.at_table("10")
    line = SlowLine(phone.page, CALLS, arrives=arrives)
    phone.button("Call us").tap()
    phone.button("Water", phone.sheet("Call us")).tap()
    line.wait()
    line.free()

    again = GuestPage(end(phone.page))
    again.at_table("10")
    expect(again.button("Called")).to_be_visible(timeout=RETRIED)
    asked = restaurant.rows("SELECT kind FROM requests WHERE qr_session_id = ?", session["id"])
    assert asked == [("water",)]


def kept_cart(page: Page) -> dict[str, str]:
    """What the phone has written down of carts."""
    return page.evaluate(
        "Object.fromEntries(Object.entries(localStorage).filter(([name]) => name.startsWith('cart ')))"
    )


def kept_draft(page: Page) -> str | None:
    return page.evaluate("localStorage.getItem('comanda.drafts')")


def totals(restaurant: Restaurant, session_id: str) -> list[int]:
    """Of every order that is stored for the visit."""
    return [total for (total,) in restaurant.rows("SELECT total FROM orders WHERE qr_session_id = ?", session_id)]
