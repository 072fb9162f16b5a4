"""The catalog stays true: what a manager saves reaches open menus, sheets and carts within two seconds, in words."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.card import MANGO, Card, euros
from tests.browser.guest import GuestPage
from tests.browser.opening import Opener, keep_menu_quiet
from tests.browser.restaurant import Restaurant
from tests.browser.specials import DUCK, LATTE, SOUP, Specials
from tests.browser.timing import Stopwatch
from tests.browser.watching import LEFT, Watch

GuestAt = Callable[..., GuestPage]
Note = Callable[[str, object], None]
FOLLOWS = 2.0
"""Seconds after a change was saved."""


@pytest.fixture
def session(restaurant: Restaurant, specials: Specials) -> dict[str, Any]:
    return restaurant.open_table("5")


def at_table(phone: GuestPage) -> GuestPage:
    phone.at_table("5")
    return phone


@pytest.mark.timed
def test_a_new_price_is_said_on_the_menu_in_the_sheet_and_in_the_cart(
    specials: Specials, session: dict[str, Any], opener: Opener, note: Note
):
    reader, chooser, buyer = (at_table(opener.guest(session["qr_url"], who)) for who in ("reader", "chooser", "buyer"))
    sheet = chooser.look_at(SOUP)
    buyer.add(SOUP)
    buyer.add(LATTE)
    buyer.view_order.tap()
    said = f"{SOUP} now costs €4.90 (was €4.50)."
    everywhere = [
        reader.page.get_by_role("status").get_by_text(said),
        reader.card(SOUP).get_by_text("€4.90"),
        sheet.get_by_text(said),
        buyer.cart.get_by_text(said),
        buyer.line(SOUP).get_by_text("Was €4.50, now €4.90"),
    ]

    specials.change(SOUP, price=490)
    watched = Stopwatch()
    note("new price everywhere, seconds", max(watched.until_seen(sight, FOLLOWS) for sight in everywhere))

    expect(chooser.done(sheet)).to_have_text("Add 1 · €4.90")
    look = buyer.button(re.compile("^See what changed"), buyer.cart)
    expect(look).to_contain_text("€8.90")
    look.tap()
    buyer.button(re.compile("^Send anyway"), buyer.cart).tap()
    expect(buyer.round(1)).to_contain_text("€8.90")

    specials.change(SOUP, price=520)
    expect(buyer.round(1)).to_contain_text("€4.90")


@pytest.mark.timed
def test_an_option_that_left_and_a_dish_that_was_archived_are_said_and_the_rest_stays(
    specials: Specials, session: dict[str, Any], guest: GuestAt, note: Note
):
    phone = at_table(guest(session["qr_url"]))
    phone.add(DUCK, "Pommes", "Dünn", "Chili")
    phone.add(LATTE)
    phone.view_order.tap()

    specials.drop_option("Dips", "Chili")
    watched = Stopwatch()
    gone = phone.cart.get_by_text(f"{DUCK}: Chili is no longer offered and was taken off.")
    note("option left the cart, seconds", watched.until_seen(gone, FOLLOWS))
    expect(phone.line(DUCK)).to_contain_text("Pommes, Dünn")

    specials.archive(LATTE)
    watched = Stopwatch()
    gone = phone.cart.get_by_text(f"{LATTE} is not available any more.")
    note("dish left the cart, seconds", watched.until_seen(gone, FOLLOWS))
    expect(phone.line(LATTE)).to_contain_text("Not on the menu")
    expect(phone.send_order).to_contain_text("€13.60")
    phone.send_order.tap()
    expect(phone.round(1)).to_contain_text(DUCK)
    expect(phone.round(1)).not_to_contain_text(LATTE)


def test_what_is_sold_out_and_back_is_said_by_its_name(
    restaurant: Restaurant, card: Card, specials: Specials, session: dict[str, Any], guest: GuestAt
):
    phone = at_table(guest(session["qr_url"]))
    said = phone.page.get_by_role("status")
    phone.add(card.name(MANGO))
    restaurant.switch_product(MANGO, False)
    expect(said.get_by_text(f"{card.name(MANGO)} is sold out.", exact=True)).to_be_visible()
    expect(phone.view_order).to_have_text("View order1Not available")
    phone.view_order.tap()
    expect(phone.button("Nothing can be ordered now", phone.cart)).to_be_disabled()
    expect(phone.line(card.name(MANGO))).to_contain_text("Sold out")
    expect(phone.cart).not_to_contain_text("Total")
    expect(phone.cart).not_to_contain_text("€0.00")
    phone.button("Close", phone.cart).tap()
    restaurant.switch_product(MANGO, True)
    expect(said.get_by_text(f"{card.name(MANGO)} is available again.")).to_be_visible()
    specials.archive(SOUP)
    expect(said.get_by_text(f"{SOUP} is not available any more.")).to_be_visible()


def test_a_section_of_which_nothing_is_left_is_said_once_and_can_be_unfolded(
    restaurant: Restaurant, session: dict[str, Any], guest: GuestAt
):
    kinds = restaurant.do("GET", "/api/menu")["product_types"]
    kind = min((kind for kind in kinds if len(kind["products"]) > 1), key=lambda kind: len(kind["products"]))
    names = [product["name"] for product in kind["products"]]
    for product in kind["products"]:
        if product["available"]:
            restaurant.do("PUT", f"/api/products/{product['id']}/availability", {"available": False})
    phone = at_table(guest(session["qr_url"]))
    section = phone.page.get_by_role("region", name=kind["name"])
    expect(phone.card(names[0])).to_be_hidden()
    section.get_by_text(f"Sold out See the {len(names)} dishes").tap()
    expect(section.get_by_role("listitem")).to_have_count(len(names))
    for name in names:
        expect(phone.card(name)).to_contain_text("Sold out")


def test_a_cart_of_an_older_menu_is_asked_about_with_old_and_new_prices_and_loses_nothing(
    restaurant: Restaurant, specials: Specials, session: dict[str, Any], opener: Opener, watch: Watch
):
    watch.announce("409 POST /api/orders")
    phone = at_table(opener.guest(session["qr_url"], socket=keep_menu_quiet))
    sheet = phone.choose(DUCK, "Reis")
    sheet.get_by_role("textbox").fill("extra knusprig")
    phone.done(sheet).tap()
    phone.add(LATTE)
    phone.view_order.tap()
    specials.change(DUCK, price=1250)

    with phone.page.expect_response(re.compile("/api/orders$")) as sent:
        phone.send_order.tap()
    refused = sent.value.json()
    assert (refused["type"], refused["quote"]["total"]) == ("/problems/price-changed", 1650)
    expect(phone.cart).to_contain_text("Not sent yet: prices have changed. Do you want it all the same?")
    expect(phone.line(DUCK)).to_contain_text("Was €11.90, now €12.50")
    expect(phone.line(DUCK)).to_contain_text("extra knusprig")
    expect(phone.line(LATTE)).not_to_contain_text("Was")
    expect(phone.cart).to_contain_text(f"It was {euros(1590)}.")
    assert restaurant.rows("SELECT id FROM orders WHERE qr_session_id = ?", session["id"]) == []

    anyway = phone.button(re.compile("^Send anyway"), phone.cart)
    expect(anyway).to_contain_text(euros(1650))
    anyway.tap()
    expect(phone.round(1)).to_contain_text("extra knusprig")
    assert restaurant.rows("SELECT total FROM orders WHERE qr_session_id = ?", session["id"]) == [(1650,)]


def test_a_cart_kept_on_the_phone_comes_back_at_todays_prices_and_says_so(
    specials: Specials, session: dict[str, Any], guest: GuestAt, watch: Watch
):
    watch.announce(LEFT)
    phone = at_table(guest(session["qr_url"]))
    phone.add(SOUP)
    phone.page.goto("about:blank")
    specials.change(SOUP, price=480)
    phone.page.goto("/user")
    phone.at_table("5")

    expect(phone.page.get_by_role("status").get_by_text(f"{SOUP} now costs €4.80 (was €4.50).")).to_be_visible()
    phone.view_order.tap()
    expect(phone.line(SOUP)).to_contain_text("Was €4.50, now €4.80")


def test_an_order_kept_without_a_network_that_is_refused_later_comes_back_whole(
    specials: Specials, session: dict[str, Any], guest: GuestAt, watch: Watch
):
    watch.announce("409 POST /api/orders", "ERR_INTERNET_DISCONNECTED")
    phone = at_table(guest(session["qr_url"]))
    sheet = phone.choose(DUCK, "Reis")
    sheet.get_by_role("textbox").fill("extra knusprig")
    phone.done(sheet).tap()
    phone.page.context.set_offline(True)
    phone.order()
    specials.change(DUCK, price=1250)
    phone.page.context.set_offline(False)

    wanting = phone.page.get_by_role("article").filter(has_text="Needs you")
    expect(wanting).to_contain_text("prices have changed")
    phone.button("Put it back in my order", wanting).tap()
    expect(phone.line(DUCK)).to_contain_text("Was €11.90, now €12.50")
    expect(phone.line(DUCK)).to_contain_text("extra knusprig")
    phone.button(re.compile("^Send anyway"), phone.cart).tap()
    expect(phone.round(1)).to_contain_text("€12.50")


def test_the_last_portions_are_told_and_no_more_are_offered(
    restaurant: Restaurant, session: dict[str, Any], card: Card, guest: GuestAt
):
    phone = at_table(guest(session["qr_url"]))
    mango = card.name(MANGO)
    restaurant.switch_product(MANGO, True, remaining=3)
    expect(phone.card(mango)).to_contain_text("Only 3 left")
    sheet = phone.look_at(mango)
    for _ in range(2):
        phone.button("More", sheet).tap()
    expect(phone.button("More", sheet)).to_be_disabled()
    expect(phone.done(sheet)).to_contain_text("Add 3")

    restaurant.switch_product(MANGO, True, remaining=6)
    expect(phone.card(mango)).not_to_contain_text("left")
    expect(phone.button("More", sheet)).to_be_enabled()
    restaurant.switch_product(MANGO, True, remaining=1)
    expect(phone.card(mango)).to_contain_text("Last one")
