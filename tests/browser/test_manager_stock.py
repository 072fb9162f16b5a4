"""What is sold out: one tap at the manager's, and gone from every guest and till."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from comanda.kernel.clock import local
from tests.browser.card import MANGO, WATER, WINGS, Card
from tests.browser.desk import Desk, open_desk
from tests.browser.opening import Opener
from tests.browser.restaurant import Restaurant
from tests.browser.test_taps import taps
from tests.browser.timing import Stopwatch

Note = Callable[[str, object], None]
FOLLOWS = 2.0
"""Seconds in which open screens follow."""


@pytest.fixture
def desk(restaurant: Restaurant, opener: Opener) -> Desk:
    return open_desk(opener, "availability")


@pytest.mark.timed
def test_sold_out_is_one_tap_and_gone_from_guest_and_till_within_two_seconds(
    restaurant: Restaurant, card: Card, opener: Opener, desk: Desk, note: Note
):
    phone = opener.guest(restaurant.open_table("6")["qr_url"])
    phone.at_table("6")
    till = opener.cashier()
    till.go_to_table("6")
    mango = card.name(MANGO)
    till.look_up(mango)
    expect(till.product(mango)).to_be_enabled()
    row = desk.stock(mango)
    desk.page.get_by_role("searchbox").fill(mango)
    gone, off = phone.card(mango).get_by_text("Sold out"), till.product(mango).get_by_text("Switched off")

    with taps(desk.page, 1):
        watched = Stopwatch()
        desk.button(f"Sold out {mango}", row).click()
        note("sold out at the guest, seconds", watched.until_seen(gone, FOLLOWS))
        note(
            "sold out at the till, seconds",
            watched.until_seen(off, FOLLOWS),
        )

    desk.told(f"{mango} is out for today, only in Mitte.")
    expect(row.get_by_text("Out for today")).to_be_visible()
    expect(phone.button(f"Add {mango}")).to_have_count(0)
    desk.button("Undo").click()
    expect(phone.button(f"Add {mango}")).to_be_visible()
    expect(desk.button(f"Sold out {mango}", row)).to_be_visible()


def out_for(restaurant: Restaurant, minutes: int) -> re.Pattern[str]:
    """What the row says for so long from now; the tap may have been in the minute before."""
    now = local(restaurant.clock(), "Europe/Berlin")
    ends = (now + timedelta(minutes=minutes - late) for late in (0, 1))
    return re.compile("Out until (" + "|".join(f"{end:%H:%M}" for end in ends) + ")")


def test_how_long_it_is_out_is_one_more_tap(restaurant: Restaurant, card: Card, desk: Desk):
    water = card.name(WATER)
    row = desk.stock(water)
    desk.page.get_by_role("searchbox").fill(water)
    desk.button(f"Sold out {water}", row).click()
    desk.button("30 min", row).click()
    expect(row.get_by_text(out_for(restaurant, 30))).to_be_visible()
    desk.button("2 h", row).click()
    expect(row.get_by_text(out_for(restaurant, 120))).to_be_visible()
    desk.button("Until I switch it back", row).click()
    expect(row.get_by_text("Out", exact=True)).to_be_visible()
    desk.told(f"{water} is out until switched back, only in Mitte.")
    desk.button(f"Back on {water}", row).click()
    desk.told(f"{water} is back, in Mitte.")
    expect(desk.page.locator(".toast")).to_have_count(1)
    assert _in_menu(restaurant, WATER) == (True, None)


@pytest.mark.timed
def test_so_many_are_left_and_orders_take_their_own(
    restaurant: Restaurant, card: Card, opener: Opener, desk: Desk, note: Note
):
    mango, session = card.name(MANGO), restaurant.open_table("6")
    phone = opener.guest(session["qr_url"])
    row = desk.stock(mango)
    desk.button(f"Portions left {mango}", row).click()
    desk.page.keyboard.type("three")
    desk.page.keyboard.press("Enter")
    expect(row.get_by_text("Please type a whole number.")).to_be_visible()
    row.get_by_label(f"How many {mango} are left?").fill("3")
    desk.page.keyboard.press("Enter")
    desk.told(f"{mango}: 3 left, only in Mitte.")
    assert _in_menu(restaurant, MANGO) == (True, 3)

    restaurant.order(session, (MANGO, 2, []))
    expect(row.get_by_text("Last one")).to_be_visible()
    watched = Stopwatch()
    restaurant.order(session, (MANGO, 1, []))
    gone = phone.card(mango).get_by_text("Sold out")
    note("a count that came down to nothing, seconds", watched.until_seen(gone, FOLLOWS))
    expect(row.get_by_text("None left")).to_be_visible()
    desk.tick(re.compile("^Out "))
    desk.button(f"Back on {mango}", row).click()
    expect(row).to_have_count(0)
    assert _in_menu(restaurant, MANGO) == (True, None)


@pytest.mark.timed
def test_an_option_that_is_out_takes_the_dish_that_needs_it_along(
    restaurant: Restaurant, card: Card, opener: Opener, desk: Desk, note: Note
):
    phone = opener.guest(restaurant.open_table("6")["qr_url"])
    phone.at_table("6")
    desk.tick("Options")
    for name in ("6 Stück", "12 Stück"):
        watched = Stopwatch()
        desk.button(f"Sold out {name}", desk.stock(name)).click()
        if name == "12 Stück":
            gone = phone.card(card.name(WINGS)).get_by_text("Sold out")
            note("the dish that needs an option that is out, seconds", watched.until_seen(gone, FOLLOWS))
        desk.told(f"{name} is out for today, only in Mitte.")
    desk.tick("Dishes")
    desk.tick(re.compile("^Out "))
    expect(desk.stock(card.name(WINGS)).get_by_text("Nothing left to choose: Portion")).to_be_visible()


def test_another_branch_keeps_what_this_one_has_run_out_of(restaurant: Restaurant, card: Card, desk: Desk):
    mango = card.name(MANGO)
    desk.button(f"Sold out {mango}", desk.stock(mango)).click()
    desk.told(re.compile("only in Mitte"))
    assert _in_menu(restaurant, MANGO)[0] is False
    assert _in_menu(restaurant, MANGO, "west")[0] is True


def _in_menu(restaurant: Restaurant, product_id: str, branch: str = "mitte") -> tuple[bool, int | None]:
    menu = restaurant.do("GET", "/api/menu", branch=branch)
    products = [product for kind in menu["product_types"] for product in kind["products"]]
    [found] = [product for product in products if product["id"] == restaurant.ids.products[product_id]]
    return found["available"], found["remaining"]
