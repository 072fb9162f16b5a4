"""Who has no table gets a kind page that says what to do; who has one keeps it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.card import MANGO, WATER, Card
from tests.browser.guest import GuestPage
from tests.browser.opening import Opener
from tests.browser.restaurant import Restaurant
from tests.browser.watching import LEFT, Watch

GuestAt = Callable[..., GuestPage]


def _expect_kind_page(phone: GuestPage, heading: str, advice: str) -> None:
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(phone.page.get_by_role("main")).to_contain_text(advice)
    expect(phone.page.get_by_role("button")).to_have_count(0)


def test_who_comes_without_a_code_is_asked_to_scan_it(guest: GuestAt, watch: Watch):
    watch.announce("401 GET /api/guest/(session|menu)")
    _expect_kind_page(guest("/user"), "Scan the code on your table", "The camera of your phone opens the menu")


@pytest.mark.parametrize("code", ["k7m2qxab", "ours"])
def test_an_unknown_code_is_said_to_be_unknown(restaurant: Restaurant, guest: GuestAt, watch: Watch, code: str):
    watch.announce("404 POST /api/guest/join")
    ours = restaurant.open_table("8")["qr_code_token"].partition("-")[0]
    token = f"{ours if code == 'ours' else code}-{'a' * 32}"
    phone = guest(f"/user?session={token}&table=8")
    _expect_kind_page(phone, "We do not know this code", "Please scan the code on your table again")


def test_the_code_of_an_earlier_visit_tells_a_stranger_nothing_of_it(
    restaurant: Restaurant, card: Card, guest: GuestAt, watch: Watch
):
    watch.announce("410 POST /api/guest/join")
    session = restaurant.open_table("8")
    restaurant.order(session, (MANGO, 1, []))
    restaurant.do("POST", f"/api/qr-sessions/{session['id']}/payments", {"method": "card"})

    stranger = guest(session["qr_url"])
    _expect_kind_page(
        stranger, "This code is no longer valid", "Scan the code on your table, or ask us for the new one."
    )
    expect(stranger.page.get_by_text(card.name(MANGO))).to_have_count(0)
    expect(stranger.page.get_by_text("Table 8")).to_have_count(0)


def test_the_code_of_another_table_is_refused(restaurant: Restaurant, guest: GuestAt, watch: Watch):
    watch.announce("409 POST /api/guest/join")
    link = restaurant.open_table("8")["qr_url"].replace("table=8", "table=9")
    _expect_kind_page(guest(link), "This code belongs to another table", "Scan the code on your own table, or ask us.")


def test_a_new_code_stops_the_old_one_and_nobody_who_is_in_has_to_leave(
    restaurant: Restaurant, card: Card, opener: Opener, watch: Watch
):
    watch.announce("late: 410 POST /api/guest/join")
    cashier = opener.cashier()
    old = cashier.open_table("8")
    seated = opener.guest(old, "seated")
    seated.at_table("8")
    sheet = cashier.dialog("QR code · Table 8")
    cashier.button("New QR code, the old one stops", sheet).click()
    cashier.button("Make a new code", sheet).click()
    expect(sheet.get_by_label("Link")).not_to_have_value(old)
    new = sheet.get_by_label("Link").input_value()

    late = opener.guest(old, "late")
    expect(late.page.get_by_role("heading", level=1)).to_have_text("This code is no longer valid")
    opener.guest(new, "friend").at_table("8")
    seated.add(card.name(MANGO))
    seated.order()
    expect(seated.round(1)).to_contain_text("You (Basil)")


def test_a_reload_keeps_table_cart_and_rounds(restaurant: Restaurant, card: Card, guest: GuestAt, watch: Watch):
    watch.announce(LEFT)
    phone = guest(restaurant.open_table("8")["qr_url"])
    phone.at_table("8")
    phone.add(card.name(MANGO))
    phone.order()
    phone.button("Order more").tap()
    phone.add(card.name(WATER))
    phone.add(card.name(WATER))
    expect(phone.view_order).to_contain_text("2")

    phone.page.reload()
    phone.at_table("8")
    assert phone.page.url == f"{restaurant.base_url}/user"
    phone.view_order.tap()
    expect(phone.line(card.name(WATER))).to_contain_text("€5.40")
    phone.button("Close", phone.cart).tap()
    phone.button("Orders").tap()
    expect(phone.round(1)).to_contain_text(card.name(MANGO))
    expect(phone.round(1)).to_contain_text("You (Basil)")


def test_the_same_phone_that_scans_twice_is_one_guest(restaurant: Restaurant, guest: GuestAt, watch: Watch):
    watch.announce(LEFT)
    session = restaurant.open_table("8")
    phone = guest(session["qr_url"])
    phone.at_table("8")
    phone.page.goto(session["qr_url"])
    phone.at_table("8")
    assert restaurant.do("GET", f"/api/qr-sessions/{session['id']}")["joined"] == 1
