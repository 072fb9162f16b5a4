"""A branch whose prices are without tax, paid in coins of five: what is shown is what it comes to, on every screen."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.card import BEER, WATER, euros
from tests.browser.desk import open_desk
from tests.browser.opening import Opener
from tests.browser.restaurant import CASHIER_WEST, MANAGER, Restaurant
from tests.browser.watching import Watch


def set_terms(restaurant: Restaurant, **terms: Any) -> None:
    path = f"/api/branches/{restaurant.branch_id('west')}"
    version = restaurant.do("GET", path, by=MANAGER)["version"]
    restaurant.do("PATCH", path, terms, by=MANAGER, version=version)


@pytest.fixture
def west(restaurant: Restaurant) -> Iterator[Restaurant]:
    set_terms(restaurant, tax_included=False, cash_step=5)
    yield restaurant
    set_terms(restaurant, tax_included=True, cash_step=1)


def price_of(restaurant: Restaurant, product_id: str) -> int:
    menu = restaurant.do("GET", "/api/menu", branch="west")
    wanted = restaurant.ids.products[product_id]
    return next(p["price"] for kind in menu["product_types"] for p in kind["products"] if p["id"] == wanted)


def test_a_guest_reads_plus_tax_until_the_cart_says_how_much(west: Restaurant, opener: Opener):
    water = west.card.name(WATER)
    session = west.open_table("1", branch="west")
    guest = opener.guest(session["qr_url"])
    guest.at_table("1")
    guest.search(water)
    card = guest.card(water)
    price = price_of(west, WATER)
    expect(card).to_contain_text(f"{euros(price)} plus tax")
    guest.add(water)
    expect(guest.view_order).to_contain_text(f"{euros(price)} plus tax")

    guest.view_order.tap()
    tax = (price * 19 + 50) // 100
    expect(guest.cart.get_by_role("listitem").filter(has_text=re.compile("^Tax"))).to_contain_text(euros(tax))
    expect(guest.cart.get_by_role("listitem").filter(has_text=re.compile("^Total"))).to_contain_text(euros(price + tax))
    expect(guest.send_order).to_contain_text(euros(price + tax))
    guest.send_order.tap()
    expect(guest.round(1)).to_contain_text(f"{euros(price)} plus tax")


def test_the_till_says_plus_tax_and_sends_with_it(west: Restaurant, opener: Opener):
    water = west.card.name(WATER)
    west.open_table("1", branch="west")
    till = opener.cashier(CASHIER_WEST)
    till.go_to_table("1")
    price = price_of(west, WATER)
    expect(till.look_up(water)).to_contain_text(f"{euros(price)} plus tax")
    till.add(water)
    till.turn_to(re.compile("^Rounds"))
    tax = (price * 19 + 50) // 100
    expect(till.draft).to_contain_text(f"{euros(price + tax)} with tax")


def test_rounding_and_tip_have_rows_of_their_own(west: Restaurant, opener: Opener):
    session = west.open_table("1", branch="west")
    guest = opener.guest(session["qr_url"])
    guest.at_table("1")
    west.order(session, (WATER, 1, []), (BEER, 1, []), branch="west")
    path = f"/api/qr-sessions/{session['id']}"
    bill = west.do("GET", f"{path}/bill", branch="west")
    card = west.do("POST", f"{path}/payments", {"method": "card", "amount": 101, "tip": 150}, "west")
    cash = west.do("POST", f"{path}/payments", {"method": "cash"}, "west")
    assert card["received"] == 251
    assert cash["rounding"] != 0, bill["total"]
    assert cash["received"] == cash["amount"] + cash["rounding"]

    expect(guest.page.get_by_role("heading", name=re.compile("Paid. Thank you"))).to_be_visible()
    rows = guest.page.get_by_role("listitem")
    sign = "-" if cash["rounding"] < 0 else ""
    expect(rows.filter(has_text=re.compile("^Rounding"))).to_contain_text(f"{sign}{euros(abs(cash['rounding']))}")
    expect(rows.filter(has_text=re.compile("^Tip"))).to_contain_text("€1.50")
    expect(rows.filter(has_text=re.compile("^Card"))).to_contain_text("€2.51")
    expect(rows.filter(has_text=re.compile("^Cash"))).to_contain_text(euros(cash["received"]))


def test_the_day_says_what_drawer_and_terminal_received(west: Restaurant, opener: Opener):
    session = west.open_table("1", branch="west")
    west.order(session, (WATER, 1, []), (BEER, 1, []), branch="west")
    path = f"/api/qr-sessions/{session['id']}"
    west.do("POST", f"{path}/payments", {"method": "card", "amount": 101, "tip": 150}, "west")
    at = f"branch_id={west.branch_id('west')}"
    day = west.do("GET", f"/api/reports/day?{at}", by=MANAGER)["branches"][0]
    of_card = next(one for one in day["by_method"] if one["method"] == "card")

    desk = open_desk(opener, "today")
    desk.tick("All side by side")
    block = (
        desk.page.get_by_role("article", name=re.compile("West"))
        .locator(".day-block")
        .filter(has_text="How guests paid")
    )
    expect(block.locator("tbody tr").first).to_be_visible()
    rows = [" ".join(text.split()) for text in block.locator("tbody tr").all_inner_texts()]
    assert f"Card {of_card['count']} {euros(of_card['received'])}" in rows
    assert f"for bills {euros(of_card['amount'])}" in rows
    assert f"Tips {euros(of_card['tips'])}" in rows
    expect(block).to_contain_text("was for bills that did not close on this day.")


def test_what_is_paid_for_says_how_it_comes_off(restaurant: Restaurant, opener: Opener, watch: Watch):
    """Nothing is given back yet: the till says by how much too much is paid, and what to do first."""
    session = restaurant.open_table("5")
    restaurant.order(session, (WATER, 1, []), (BEER, 1, []))
    restaurant.do("POST", f"/api/qr-sessions/{session['id']}/payments", {"method": "card", "close": False})
    till = opener.cashier()
    till.go_to_table("5")
    till.turn_to(re.compile("^Rounds"))
    till.button(re.compile(re.escape(restaurant.card.name(BEER))), till.rounds).click()
    sheet = till.page.get_by_role("dialog")
    watch.announce("409 POST /api/order-lines/.*/void")
    till.button("Typed wrongly", sheet).click()
    excess = euros(restaurant.card.unit(BEER))
    expect(till.page.get_by_role("alert")).to_contain_text(
        f"{excess} more is paid than would be left. Enter what they take instead first, then cancel this."
    )
