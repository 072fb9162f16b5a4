"""Browsers that keep nothing: storage or cookies are blocked, by the browser or on the way."""

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.card import MANGO, Card
from tests.browser.guest import GuestPage
from tests.browser.opening import PHONE, Opener
from tests.browser.restaurant import CASHIER, PASSWORD, PLAIN, Restaurant
from tests.browser.till import CashierPage
from tests.browser.watching import Watch

NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException("Access is denied.", "SecurityError") } });
"""
NO_COOKIES = """Object.defineProperty(Document.prototype, "cookie", { get: () => "", set: () => undefined });"""


def strip_cookies(page: Page) -> None:
    """Somebody between phone and house lets no cookie through, in either direction."""

    def strip(route: Route) -> None:
        asked = route.request
        sent = {name: text for name, text in asked.headers.items() if name not in ("cookie", "host")}
        answer = httpx.request(asked.method, asked.url, headers=sent, content=asked.post_data_buffer, **PLAIN)
        kept = {name: text for name, text in answer.headers.items() if name in ("content-type", "cache-control")}
        route.fulfill(status=answer.status_code, headers=kept, body=answer.content)

    page.route("**/api/**", strip)


def phone_of(opener: Opener, *scripts: str) -> GuestPage:
    phone = GuestPage(opener.page("guest", PHONE, has_touch=True, is_mobile=True))
    for script in scripts:
        phone.page.add_init_script(script)
    return phone


def places(restaurant: Restaurant, session_id: str) -> int:
    return len(restaurant.rows("SELECT id FROM guests WHERE qr_session_id = ?", session_id))


def test_without_storage_a_guest_orders_and_reads_on_after_a_reload(
    restaurant: Restaurant, card: Card, opener: Opener, watch: Watch
):
    watch.announce("ERR_ABORTED GET")
    session = restaurant.open_table("10")
    phone = phone_of(opener, NO_STORAGE)
    phone.page.goto(session["qr_url"])
    phone.at_table("10")
    phone.tell_allergies("eggs")
    phone.tell_allergies("eggs", wanted=False)
    phone.add(card.name(MANGO))
    phone.order()
    expect(phone.round(1)).to_contain_text(card.name(MANGO))
    phone.page.reload()
    phone.at_table("10")
    phone.page.goto(session["qr_url"])
    phone.at_table("10")
    assert places(restaurant, session["id"]) == 1


def test_without_cookies_a_guest_is_told_so_and_takes_no_place(restaurant: Restaurant, opener: Opener):
    session = restaurant.open_table("10")
    phone = phone_of(opener, NO_COOKIES)
    phone.page.goto(session["qr_url"])
    expect(phone.page.get_by_role("heading", name="Your browser blocks cookies")).to_be_visible()
    expect(phone.page.get_by_text("we will take your order")).to_be_visible()
    assert places(restaurant, session["id"]) == 0


def test_cookies_lost_on_the_way_are_not_the_codes_fault_and_take_one_place(
    restaurant: Restaurant, opener: Opener, watch: Watch
):
    watch.announce("401 GET /api", "401 POST /api", "WebSocket", "ERR_ABORTED GET")
    session = restaurant.open_table("10")
    phone = phone_of(opener)
    strip_cookies(phone.page)
    for _ in range(3):
        phone.page.goto(session["qr_url"])
        expect(phone.page.get_by_role("heading", name="Your browser blocks cookies")).to_be_visible()
        expect(phone.page.get_by_text("earlier visit")).to_have_count(0)
    assert places(restaurant, session["id"]) == 1


@pytest.mark.parametrize("path", ["/cashier", "/kitchen", "/manager", "/admin"])
def test_without_storage_staff_pages_open_and_say_so(opener: Opener, watch: Watch, path: str):
    watch.announce("401 GET /api/auth/me")
    page = opener.page("nobody")
    page.add_init_script(NO_STORAGE)
    page.goto(path)
    expect(page.get_by_text("This browser keeps nothing on this device.")).to_be_visible()


def test_without_storage_a_till_works_as_long_as_its_page_lives(
    restaurant: Restaurant, card: Card, opener: Opener, watch: Watch
):
    watch.announce("401 GET /api/auth/me", "ERR_ABORTED GET")
    restaurant.open_table("10")
    till = CashierPage(opener.page("anna"))
    till.page.add_init_script(NO_STORAGE)
    till.page.goto("/cashier")
    till.sign_in(CASHIER, PASSWORD)
    till.go_to_table("10")
    till.add(card.name(MANGO))
    till.send()
    expect(till.rounds).to_contain_text(card.name(MANGO))


def test_without_cookies_staff_are_told_why_they_cannot_sign_in(opener: Opener, watch: Watch):
    watch.announce("401 GET /api/auth/me")
    page = opener.page("anna")
    strip_cookies(page)
    page.goto("/cashier")
    page.get_by_label("Email").fill(CASHIER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("This browser blocks cookies.")
