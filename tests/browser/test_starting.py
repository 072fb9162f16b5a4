"""A page always says something: without scripts, in browsers too old, and while scripts or parts do not come."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.card import MANGO, WATER, Card
from tests.browser.guest import GuestPage
from tests.browser.opening import PHONE, Opener
from tests.browser.restaurant import Restaurant
from tests.browser.watching import Watch

GuestAt = Callable[..., GuestPage]
LATE = 9_000
"""Milliseconds after which a page that does not start says so."""
STAFF_PAGES = ("/cashier", "/kitchen", "/manager", "/admin", "/invitation")
NO_SCRIPT = {
    "en-GB": "This menu needs JavaScript.",
    "de-DE": "Diese Karte braucht JavaScript.",
    "ar-EG": "تحتاج هذه القائمة إلى JavaScript.",
}
TOO_OLD = {
    "en-GB": "Your browser is too old to order here. Please ask us.",
    "de-DE": "Ihr Browser ist zu alt, um hier zu bestellen. Bitte fragen Sie uns.",
    "ar-EG": "متصفحك قديم جدًا للطلب هنا. تفضل بسؤالنا.",
}
OLD = "CSS.supports = () => false"
AT_THE_FLOOR = """
for (const [owner, names] of [
  [Array.prototype, ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"]],
  [String.prototype, ["at", "isWellFormed", "toWellFormed"]],
  [Object, ["hasOwn", "groupBy"]],
  [Promise, ["withResolvers", "try"]],
  [AbortSignal, ["timeout", "any"]],
  [Intl, ["supportedValuesOf", "Segmenter", "DurationFormat"]],
  [Set.prototype, ["union", "intersection", "difference", "isSubsetOf"]],
  [Element.prototype, ["checkVisibility", "scrollIntoViewIfNeeded"]],
  [HTMLElement.prototype, ["inert", "popover", "showPopover", "hidePopover", "togglePopover"]],
  [globalThis, ["structuredClone", "navigation", "scheduler", "cookieStore", "CloseWatcher", "HTMLDialogElement"]],
  [Navigator.prototype, ["locks", "wakeLock"]],
  [Crypto.prototype, ["randomUUID"]],
]) for (const name of names) if (owner) delete owner[name];
"""
"""What Chromium 90, Safari 15.4 or Firefox 91 do not have is not there."""


@pytest.mark.parametrize("locale", NO_SCRIPT)
def test_without_javascript_the_menu_says_what_to_do(restaurant: Restaurant, opener: Opener, locale: str):
    page = opener.page("guest", PHONE, java_script_enabled=False, locale=locale)
    page.goto(restaurant.open_table("10")["qr_url"])
    assert NO_SCRIPT[locale] in said_without_scripts(page, locale)
    expect(page.get_by_text("JavaScript").first).to_be_visible(timeout=LATE)


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_without_javascript_staff_pages_say_so(opener: Opener, watch: Watch, path: str):
    watch.announce("csp GET /assets/")
    page = opener.page("nobody", java_script_enabled=False)
    page.goto(path)
    assert "Comanda needs JavaScript." in said_without_scripts(page, "en")
    expect(page.get_by_text("It needs JavaScript.")).to_be_visible(timeout=LATE)


@pytest.mark.parametrize("path", ["guest", *STAFF_PAGES])
def test_a_page_whose_script_does_not_come_says_what_to_do(
    restaurant: Restaurant, opener: Opener, watch: Watch, path: str
):
    watch.announce("GET /assets/")
    page = opener.page("nobody")
    main = re.compile(r"/assets/(?!start)[^/]*\.js$")
    page.route(main, lambda route: route.abort())
    page.goto(restaurant.open_table("10")["qr_url"] if path == "guest" else path)
    again = page.get_by_role("link", name="Load again")
    expect(again).to_be_visible(timeout=LATE)
    expect(page.get_by_text("ask us" if path == "guest" else "check the connection")).to_be_visible()
    page.unroute(main)
    again.click()
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(again).to_have_count(0)


@pytest.mark.parametrize("locale", TOO_OLD)
def test_below_the_floor_the_menu_says_so(restaurant: Restaurant, opener: Opener, locale: str):
    page = opener.page("guest", PHONE, locale=locale)
    page.add_init_script(OLD)
    page.goto(restaurant.open_table("10")["qr_url"])
    expect(page.get_by_text(TOO_OLD[locale], exact=True)).to_be_visible()
    expect(page.get_by_role("heading")).to_have_count(0)


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_below_the_floor_staff_pages_say_so(opener: Opener, path: str):
    page = opener.page("nobody")
    page.add_init_script(OLD)
    page.goto(path)
    expect(page.get_by_text("This browser is too old for Comanda.")).to_be_visible()


def test_at_the_floor_a_guest_orders(restaurant: Restaurant, card: Card, opener: Opener):
    phone = GuestPage(opener.page("guest", PHONE, has_touch=True, is_mobile=True))
    phone.page.add_init_script(AT_THE_FLOOR)
    phone.page.goto(restaurant.open_table("10")["qr_url"])
    phone.at_table("10")
    sheet = phone.look_at(card.name(MANGO))
    phone.done(sheet).tap()
    expect(sheet).to_have_count(0)
    phone.order()
    expect(phone.round(1)).to_contain_text(card.name(MANGO))
    phone.button("See the bill").tap()
    phone.button("Ask for the bill").tap()
    phone.button("By card", phone.sheet("Call us")).tap()
    expect(phone.sheet("Call us")).to_contain_text("The bill, by card")
    phone.button("Close", phone.sheet("Call us")).tap()
    expect(phone.sheet("Call us")).to_have_count(0)


def test_at_the_floor_a_till_sells_and_takes_money(restaurant: Restaurant, card: Card, opener: Opener, watch: Watch):
    watch.announce("ERR_ABORTED GET")
    session = restaurant.open_table("10")
    restaurant.order(session, (WATER, 1, []))
    cashier = opener.cashier()
    cashier.page.add_init_script(AT_THE_FLOOR)
    cashier.page.reload()
    cashier.go_to_table("10")
    cashier.add(card.name(MANGO))
    cashier.send()
    cashier.button("Pay").click()
    cashier.button("Exact").click()
    cashier.button("Done").click()
    expect(cashier.tile("10")).to_contain_text("Paid, food to come")


def test_a_later_part_that_does_not_come_is_fetched_again_and_nobody_is_blamed(
    restaurant: Restaurant, opener: Opener, watch: Watch
):
    watch.announce("GET /assets/", "ERR_ABORTED GET", "console error")
    phone = GuestPage(opener.page("guest", PHONE, has_touch=True, is_mobile=True))
    lost = Lost(phone.page, re.compile(r"/assets/(sending|tablePart|choosingPart)-[^/]*\.js$"))
    phone.page.goto(restaurant.open_table("10")["qr_url"])
    expect(phone.page.get_by_text("Not everything has loaded yet. Trying again…")).to_be_visible(timeout=10_000)
    assert lost.times > 0
    expect(phone.page.get_by_text("code")).to_have_count(0)
    lost.found()
    expect(phone.button("Search the menu")).to_be_visible(timeout=20_000)
    phone.at_table("10")


def said_without_scripts(page: Page, locale: str) -> str:
    """As the server sends it: an engine that is only told to run nothing still reads the page as if it could."""
    found = re.search(
        "<noscript>(.*?)</noscript>", page.request.get(page.url, headers={"Accept-Language": locale}).text(), re.DOTALL
    )
    return found[1] if found else ""


class Lost:
    """Files that do not arrive until they are found."""

    def __init__(self, page: Page, files: re.Pattern[str]) -> None:
        self.times = 0
        self._page, self._files = page, files
        page.route(files, self._lose)

    def _lose(self, route: Route) -> None:
        self.times += 1
        route.abort()

    def found(self) -> None:
        self._page.unroute(self._files)
