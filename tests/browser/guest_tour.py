"""Every screen and sheet of the guest's app, one after the other."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.busy import LUNCH, STARTERS, FullHouse
from tests.browser.card import MANGO, WATER, WINGS
from tests.browser.guest import GuestPage
from tests.browser.restaurant import Restaurant
from tests.browser.watching import Watch

Stop = tuple[str, Page]
Phone = Callable[[str], GuestPage]
"""Opens a link on a new device."""


def tour_guest(house: FullHouse, phone_at: Phone, watch: Watch) -> Iterator[Stop]:
    """Each stop's name and its page; the page moves on when the next stop is asked for."""
    restaurant = house.restaurant
    session = restaurant.open_table("11", guests=2)
    yield from _choosing(restaurant, phone_at(session["qr_url"]))
    yield from _looked_after(phone_at(session["qr_url"]), restaurant)
    yield from _after_sending(restaurant, phone_at(session["qr_url"]), session, watch)
    yield from _kind_pages(restaurant, phone_at, session, watch)


def _choosing(restaurant: Restaurant, phone: GuestPage) -> Iterator[Stop]:
    card, page = restaurant.card, phone.page
    wings = card.name(WINGS)
    phone.at_table("11")
    yield "guest-menu", page

    phone.search("wan tan")
    yield "guest-search", page
    phone.search("pizza")
    expect(page.get_by_text("Nothing on the menu is called “pizza”.")).to_be_visible()
    yield "guest-search-nothing", page

    phone.search(wings)
    sheet = phone.look_at(wings)
    yield "guest-dish", page
    phone.done(sheet).tap()
    yield "guest-dish-missing", page
    for option in ("12 Stück", "Knoblauch-Dip", "Chili-Dip"):
        sheet.get_by_label(option).check()
    phone.button("More", sheet).tap()
    yield "guest-dish-chosen", page
    restaurant.switch_product(WINGS, False)
    expect(sheet).to_contain_text("has just left the menu")
    yield "guest-dish-gone", page
    restaurant.switch_product(WINGS, True)
    phone.done(sheet).tap()

    for product_id in (WATER, MANGO):
        phone.search(card.name(product_id))
        phone.add(card.name(product_id))
    yield "guest-menu-chosen", page
    phone.view_order.tap()
    expect(phone.cart).to_be_visible()
    yield "guest-cart", page
    restaurant.switch_product(MANGO, False)
    expect(phone.line(card.name(MANGO))).to_contain_text("Sold out")
    yield "guest-cart-gone", page
    restaurant.switch_product(MANGO, True)
    phone.cart.get_by_text("Others at the table").tap()
    yield "guest-cart-others", page


def _looked_after(phone: GuestPage, restaurant: Restaurant) -> Iterator[Stop]:
    card, page = restaurant.card, phone.page
    phone.at_table("11")
    phone.button("Allergies").tap()
    for name in ("soya", "milk"):
        phone.sheet("Allergies").get_by_role("checkbox", name=name, exact=True).check()
    yield "guest-allergies", page
    phone.button("Show the menu", phone.sheet("Allergies")).tap()
    expect(phone.sheet("Allergies")).to_have_count(0)
    yield "guest-menu-allergies", page
    phone.add(card.name(WINGS), "12 Stück", "Chili-Dip")
    phone.view_order.tap()
    expect(phone.cart).to_contain_text("Please ask us.")
    yield "guest-cart-allergies", page
    phone.button("Close", phone.cart).tap()
    phone.button("Call us").tap()
    phone.button("By card", phone.sheet("Call us")).tap()
    expect(phone.sheet("Call us")).to_contain_text("The bill, by card")
    yield "guest-called", page
    phone.button("Not needed any more").tap()
    expect(phone.sheet("Call us")).not_to_contain_text("The bill, by card")
    phone.button("Close", phone.sheet("Call us")).tap()
    phone.view_order.tap()
    phone.button(f"Remove {card.name(WINGS)}", phone.cart).tap()


def _after_sending(restaurant: Restaurant, phone: GuestPage, session: Any, watch: Watch) -> Iterator[Stop]:
    card, page = restaurant.card, phone.page
    confirmed = restaurant.guest_order(session, *STARTERS, note="")
    restaurant.do("POST", f"/api/orders/{confirmed['id']}/confirm", {})
    restaurant.order(session, *LUNCH)
    phone.at_table("11")
    phone.search(card.name(MANGO))
    phone.add(card.name(MANGO))
    phone.order()
    expect(phone.round(3)).to_be_visible()
    yield "guest-rounds", page

    watch.announce("ERR_INTERNET_DISCONNECTED")
    phone.button("Order more").tap()
    phone.search(card.name(WATER))
    phone.add(card.name(WATER))
    page.context.set_offline(True)
    phone.order()
    expect(page.get_by_role("article").filter(has_text="Not sent yet")).to_be_visible()
    yield "guest-rounds-unsent", page
    page.context.set_offline(False)
    expect(phone.round(4)).to_be_visible()

    phone.button("See the bill").tap()
    expect(page.get_by_text("Ready to pay?")).to_be_visible()
    yield "guest-bill", page
    for order in restaurant.do("GET", f"/api/orders?qr_session_id={session['id']}&status=OPEN")["items"]:
        restaurant.do("POST", f"/api/orders/{order['id']}/confirm", {})
    restaurant.do("POST", f"/api/qr-sessions/{session['id']}/payments", {"method": "cash"})
    expect(page.get_by_role("heading", name="Paid. Thank you!")).to_be_visible()
    expect(page.get_by_role("article")).to_be_visible()
    yield "guest-paid", page


def _kind_pages(restaurant: Restaurant, phone_at: Phone, closed: Any, watch: Watch) -> Iterator[Stop]:
    watch.announce(r"4\d\d (POST /api/guest/join|GET /api/guest/(session|menu))")
    link = restaurant.open_table("11")["qr_url"]
    doors = {
        "guest-no-code": ("/user", "Scan the code on your table"),
        "guest-unknown-code": (link[:-10] + "aaaaaaaaaa", "We do not know this code"),
        "guest-earlier-visit": (closed["qr_url"], "This code is no longer valid"),
        "guest-other-table": (link.replace("table=11", "table=12"), "This code belongs to another table"),
    }
    for name, (door, heading) in doors.items():
        page = phone_at(door).page
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        yield name, page
