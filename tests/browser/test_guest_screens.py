"""The guest's menu at a glance: what is sold stands first, every section is near, and the page knows what was asked."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.card import BAMBOO, MANGO, SALAD, Card
from tests.browser.guest import GuestPage
from tests.browser.opening import Opener
from tests.browser.restaurant import Restaurant
from tests.browser.watching import LEFT, Watch

GuestAt = Callable[..., GuestPage]
NARROW = {"width": 320, "height": 568}
HEAD = """() => ["banner", "rail"].reduce((sum, name) =>
  sum + document.querySelector(name === "banner" ? "header.house" : ".rail").getBoundingClientRect().height, 0)"""

BROKEN = """() => {
  const found = [];
  for (const place of document.querySelectorAll("button, h1, h2, h3")) {
    if (!place.getClientRects().length || place.closest(".unseen")) continue;
    if (place.scrollWidth > place.clientWidth + 1 && getComputedStyle(place).display !== "inline")
      found.push(`cut: ${place.textContent}`);
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode, range = document.createRange();
      if (text.parentElement.closest(".unseen")) continue;
      for (const { 0: word, index } of text.data.matchAll(/[\\p{L}\\d]+/gu)) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
      }
    }
  }
  return found;
}"""
"""Words that are broken in the middle or cut off, in buttons and headings."""


@pytest.fixture
def session(restaurant: Restaurant) -> dict[str, Any]:
    return restaurant.open_table("5")


def headings(phone: GuestPage) -> list[str]:
    return phone.page.get_by_role("main").get_by_role("heading", level=2).all_text_contents()


def test_a_section_that_sells_nothing_now_stands_last_and_folded(
    restaurant: Restaurant, card: Card, session: dict[str, Any], guest: GuestAt
):
    phone = guest(session["qr_url"])
    phone.at_table("5")
    menu = phone.page.evaluate("JSON.parse(document.getElementById('menu').textContent)")
    lunch = menu["product_types"][0]
    first, *others, closed = headings(phone)
    assert (first, closed) == (lunch["name"], "Sushi Sashimi")
    for product in lunch["products"]:
        restaurant.do("PUT", f"/api/products/{product['id']}/availability", {"available": False})
    expect(phone.page.get_by_role("main").get_by_role("heading", level=2)).to_have_text([*others, first, closed])
    folded = phone.page.get_by_role("region", name=first).locator("details")
    expect(folded).to_contain_text("Sold out")
    expect(folded).not_to_have_attribute("open", "")


def test_the_overview_leads_to_every_section(session: dict[str, Any], guest: GuestAt):
    phone = guest(session["qr_url"])
    phone.at_table("5")
    phone.button("All sections").tap()
    sheet = phone.sheet("Menu sections")
    assert len(sheet.get_by_role("listitem").all()) == len(headings(phone))
    phone.button(re.compile("^Nachtisch"), sheet).tap()
    expect(sheet).to_have_count(0)
    expect(phone.page.get_by_role("heading", name="Nachtisch", exact=True)).to_be_in_viewport()


@pytest.mark.parametrize("locale", ["en-GB", "de", "ar"])
def test_the_narrowest_phones_keep_three_quarters_for_the_menu(session: dict[str, Any], guest: GuestAt, locale: str):
    phone = guest(session["qr_url"], viewport=NARROW, locale=locale)
    expect(phone.page.locator(".house .stub")).to_contain_text("5")
    expect(phone.page.get_by_role("combobox")).to_be_visible()
    assert phone.page.evaluate(HEAD) <= NARROW["height"] / 4
    assert phone.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_a_narrow_phone_changes_its_language(session: dict[str, Any], guest: GuestAt, watch: Watch):
    watch.announce(LEFT)
    phone = guest(session["qr_url"], viewport=NARROW)
    phone.page.get_by_role("combobox", name="Language").select_option("Deutsch")
    expect(phone.page.locator(".house .stub")).to_contain_text("Tisch")


def test_a_dish_with_options_shows_how_many_are_in_the_cart(card: Card, session: dict[str, Any], guest: GuestAt):
    phone = guest(session["qr_url"])
    phone.at_table("5")
    salad = phone.card(card.name(SALAD))
    phone.add(card.name(SALAD), "French")
    expect(salad.locator(".dish-more")).to_contain_text("1 item in your order")
    phone.add(card.name(SALAD), "Joghurt")
    expect(salad.locator(".dish-more")).to_have_text(re.compile("^2"))


def test_the_bill_page_knows_that_the_bill_was_asked_for(
    restaurant: Restaurant, session: dict[str, Any], guest: GuestAt
):
    restaurant.order(session, (MANGO, 1, []))
    phone = guest(session["qr_url"])
    phone.at_table("5")
    phone.button(re.compile("^Your orders")).tap()
    phone.button("See the bill").tap()
    main = phone.page.get_by_role("main")
    expect(main).to_contain_text("Ready to pay?")
    phone.button("Ask for the bill").tap()
    sheet = phone.sheet("Call us")
    phone.button("By card", sheet).tap()
    expect(sheet).to_contain_text("The bill, by card")
    phone.button("Close", sheet).tap()
    expect(main).to_contain_text("The bill, by card")
    expect(main).not_to_contain_text("Ready to pay?")
    expect(phone.button("Ask for the bill")).to_have_count(0)

    phone.button("Not needed any more", main).tap()
    expect(main).to_contain_text("Ready to pay?")
    expect(phone.button("Ask for the bill")).to_be_visible()


def test_dishes_with_the_same_name_are_told_apart_in_cart_round_and_bill(
    restaurant: Restaurant, card: Card, session: dict[str, Any], opener: Opener
):
    phone = opener.guest(session["qr_url"])
    phone.at_table("5")
    for number in ("291", "292"):
        phone.search(number)
        listed = phone.page.get_by_role("main").get_by_role("listitem").filter(has_text=number)
        expect(listed).to_contain_text("Gebratenes Gemüse")
        listed.get_by_role("button").last.tap()
        if (sheet := phone.page.get_by_role("dialog")).count():
            phone.done(sheet).tap()
    phone.view_order.tap()
    expect(phone.cart.get_by_role("listitem").nth(0)).to_contain_text("Gebratenes Gemüse 291")
    expect(phone.cart.get_by_role("listitem").nth(1)).to_contain_text("Gebratenes Gemüse 292")
    expect(phone.button(re.compile("^More Gebratenes Gemüse · 291"), phone.cart)).to_be_visible()
    phone.send_order.tap()
    expect(phone.round(1)).to_contain_text("Gebratenes Gemüse 292")
    [order] = restaurant.do("GET", f"/api/orders?qr_session_id={session['id']}")["items"]
    restaurant.do("POST", f"/api/orders/{order['id']}/confirm", {})
    phone.button("See the bill").tap()
    expect(phone.page.get_by_role("main")).to_contain_text("Gebratenes Gemüse 291")


def test_a_round_keeps_its_number_when_an_earlier_one_is_turned_down(
    restaurant: Restaurant, card: Card, session: dict[str, Any], opener: Opener
):
    first = restaurant.guest_order(session, (MANGO, 1, []))
    restaurant.guest_order(session, (BAMBOO, 1, ["vorspeise/sauer-scharf-suppe"]))
    restaurant.do("POST", f"/api/orders/{first['id']}/cancel", {"reason": "sold out"})
    phone = opener.guest(session["qr_url"])
    phone.at_table("5")
    phone.button(re.compile("^Your orders")).tap()
    expect(phone.round(2)).to_contain_text(card.name(BAMBOO))
    till = opener.cashier()
    till.go_to_table("5")
    till.turn_to(re.compile("Round"))
    paper = till.rounds.get_by_role("article").filter(has_text=card.name(BAMBOO))
    expect(paper.locator(".stamp")).to_have_text("Round2")


def test_a_guests_name_is_a_word_of_the_pages_language(restaurant: Restaurant, session: dict[str, Any], guest: GuestAt):
    restaurant.guest_order(session, (MANGO, 1, []))
    phone = guest(session["qr_url"], locale="de")
    phone.button(re.compile("^Ihre Bestellungen")).tap()
    expect(phone.page.get_by_role("article")).to_contain_text("Gast Basilikum")


@pytest.mark.parametrize("width", [320, 1024])
def test_german_breaks_no_button_and_no_heading(
    restaurant: Restaurant, session: dict[str, Any], guest: GuestAt, width: int
):
    restaurant.order(session, (MANGO, 1, []))
    phone = guest(session["qr_url"], viewport={"width": width, "height": 640}, locale="de")
    page = phone.page
    broken: dict[str, list[str]] = {}

    def look(name: str) -> None:
        page.wait_for_timeout(200)
        broken[name] = page.evaluate(BROKEN)

    expect(phone.button(re.compile("^Ihre Bestellungen"))).to_be_visible()
    look("menu")
    phone.button("Alle Bereiche").tap()
    look("sections")
    phone.button("Schließen").tap()
    phone.button("Rufen").tap()
    look("call")
    phone.button("Schließen").tap()
    page.locator(".dish h3 button").first.tap()
    look("dish")
    phone.button("Schließen").tap()
    page.locator(".dish-add").first.tap()
    look("dock")
    phone.button(re.compile("^Zur Auswahl")).tap()
    look("cart")
    phone.button("Schließen").tap()
    phone.button("Bestellt").tap()
    look("rounds")
    phone.button("Rechnung ansehen").tap()
    look("bill")
    assert {name: words for name, words in broken.items() if words} == {}
