"""Back closes what is open, and never leaves the menu while something is."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.card import MANGO, WATER, Card
from tests.browser.guest import GuestPage
from tests.browser.restaurant import Restaurant


def test_back_closes_a_guests_sheets_one_by_one(restaurant: Restaurant, card: Card, guest: Callable[..., GuestPage]):
    phone = guest(restaurant.open_table("10")["qr_url"])
    phone.at_table("10")
    phone.look_at(card.name(WATER))
    phone.page.go_back()
    expect(phone.page.get_by_role("dialog")).to_have_count(0)
    phone.at_table("10")

    phone.add(card.name(MANGO))
    phone.view_order.tap()
    phone.button(f"Change {card.name(MANGO)}", phone.cart).tap()
    expect(phone.sheet(card.name(MANGO))).to_be_visible()
    phone.page.go_back()
    expect(phone.sheet(card.name(MANGO))).to_have_count(0)
    expect(phone.cart).to_be_visible()
    phone.page.go_back()
    expect(phone.cart).to_have_count(0)
    phone.at_table("10")

    phone.order()
    expect(phone.round(1)).to_be_visible()
    phone.button("Call us").tap()
    phone.page.go_back()
    expect(phone.page.get_by_role("dialog")).to_have_count(0)
    expect(phone.round(1)).to_be_visible()
    phone.button("Call us").tap()
    phone.button("Close", phone.sheet("Call us")).tap()
    phone.button("Order more").tap()
    expect(phone.button("Search the menu")).to_be_visible()
