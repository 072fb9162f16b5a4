"""The kitchen's screens with real load: what hangs on the rail, in which order, and that everybody can use it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.busy import FEAST, FullHouse
from tests.browser.card import MANGO, WAN_TAN, WINGS
from tests.browser.cook import KitchenPage
from tests.browser.inspecting import LEAST_TARGET, LEAST_TEXT, faults_of
from tests.browser.kitchen_tour import tour_full_kitchen, tour_kitchen
from tests.browser.opening import DESKTOP, PHONE, TABLET, Opener
from tests.browser.restaurant import KITCHEN, Restaurant

Note = Callable[[str, object], None]
STOPS = 14
RAIL = ("kitchen-full", "kitchen-full-further")
OPEN_ORDERS = 25
GLOVE, TWO_METRES = 72, 20
"""Least target and least type in pixels."""

FACTS = """
() => [...document.querySelectorAll(".papers > .paper:not(.cancelled)")].map(paper => ({
  place: paper.getAttribute("aria-label"),
  minutes: Number(paper.querySelector(".paper-age b").textContent.split(" ")[0]),
  cut: [paper, ...paper.querySelectorAll("*")].some(part => part.scrollWidth > part.clientWidth + 1 && part.clientWidth
    && !part.matches(".unseen, svg, svg *, b, small, span, strong, del")),
  heads: [...paper.querySelectorAll(".part h2")].map(head => head.textContent),
  parts: paper.querySelectorAll(".part").length,
  torn: [...paper.querySelectorAll(".part")].some(part => part.getClientRects().length > 1),
  items: [...paper.querySelectorAll(".line")].length,
}))
"""


WHOLE = """
() => {
  const frame = document.querySelector(".papers").getBoundingClientRect();
  return [...document.querySelectorAll(".papers > .paper")].filter(paper => {
    const { left, right, bottom } = paper.lastElementChild.getBoundingClientRect();
    return left >= frame.left && right <= frame.right && bottom <= frame.bottom;
  }).length;
}
"""


def fill_counter(restaurant: Restaurant) -> None:
    """Whatever the tables do, the kitchen has so many open orders."""
    board = restaurant.do("GET", "/api/kitchen/board", by=KITCHEN)
    making = [ticket for ticket in board["items"] if any(line["status"] != "READY" for line in ticket["lines"])]
    for number in range(len(making), OPEN_ORDERS):
        sale = restaurant.open_table(None, service="takeaway", name=f"Abholung Nr. {number}")
        restaurant.order(sale, *FEAST)


@pytest.mark.parametrize(("size", "parts"), [("tablet", 3), ("desktop", 2)])
def test_over_twenty_five_orders_hang_oldest_first_and_nothing_is_cut_off(
    full_house: FullHouse, full_opener: Opener, note: Note, size: str, parts: int
):
    viewport = TABLET if size == "tablet" else DESKTOP
    fill_counter(full_house.restaurant)
    kitchen = KitchenPage(full_opener.kitchen(viewport=viewport, arm=False, branch="mitte")).arm()
    expect(kitchen.papers.first).to_be_visible()
    facts: list[dict[str, Any]] = kitchen.page.evaluate(FACTS)
    note(f"kitchen tickets on the rail, {size}", len(facts))
    assert len(facts) >= OPEN_ORDERS
    assert [one["minutes"] for one in facts] == sorted([one["minutes"] for one in facts], reverse=True)
    assert [one["place"] for one in facts if one["cut"]] == []
    assert [one["place"] for one in facts if one["torn"]] == []
    assert [one["place"] for one in facts if len(set(one["heads"])) > 1 or len(one["heads"]) != one["parts"]] == []
    tall = next(one for one in facts if one["place"] == "Table S5")
    assert (tall["items"], tall["parts"]) == (6, parts)
    expect(kitchen.ticket("Table S5").get_by_text("continued")).to_have_count(parts - 1)
    assert [one["parts"] for one in facts if one["place"] in ("Table 2", "Table 10")] == [1, 1]
    assert fits(kitchen.page)
    assert faults_of(kitchen.page, GLOVE, TWO_METRES) == []


def test_a_full_kitchen_can_be_used_by_everybody(full_house: FullHouse, full_opener: Opener):
    """All it makes in a day, and from right to left; the rail itself is looked at above."""
    fill_counter(full_house.restaurant)
    tour = tour_full_kitchen(full_opener.app)
    found = {name: faults_of(page, GLOVE, TWO_METRES) for name, page in tour if name not in RAIL}
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert list(found) == ["kitchen-full-all-day", "kitchen-full-arabic"]


def test_every_screen_can_be_used_by_everybody(restaurant: Restaurant, opener: Opener):
    """With gloves, from two metres away; at the door people sit down."""
    at_the_door = {"kitchen-elsewhere": (LEAST_TARGET, LEAST_TEXT)}
    found = {
        name: faults_of(page, *at_the_door.get(name, (GLOVE, TWO_METRES)))
        for name, page in tour_kitchen(restaurant, opener.app)
    }
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) == STOPS


def fits(page: Page) -> bool:
    """The rail scrolls, the page never."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth <= innerWidth && {root}.scrollHeight <= innerHeight")


def test_sixteen_tickets_fill_the_screen_and_say_how_many_more_wait(restaurant: Restaurant, opener: Opener):
    for number in range(16):
        sale = restaurant.open_table(None, service="takeaway", name=f"Nr. {number}")
        restaurant.order(sale, *([(WAN_TAN, 1, [])] if number % 2 else [(WAN_TAN, 1, []), (MANGO, 2, [])]))
    kitchen = KitchenPage(opener.kitchen(viewport=DESKTOP, arm=False)).arm()
    expect(kitchen.papers).to_have_count(16)
    kitchen.page.wait_for_timeout(300)
    rail = kitchen.page.get_by_role("list", name="Tickets")
    whole = kitchen.page.evaluate(WHOLE)
    assert whole >= 9, whole
    more = kitchen.button(re.compile(r"^\d+ more .*min"))
    left = int((more.text_content() or "").split(" ")[0])
    assert 16 - whole - left in (0, 1, 2), (whole, left)
    more.click()
    expect(kitchen.papers.last).to_be_in_viewport()
    expect(more).to_have_count(0)
    kitchen.button(re.compile("before$")).click()
    expect(kitchen.papers.first).to_be_in_viewport()
    assert faults_of(kitchen.page, GLOVE, TWO_METRES) == []
    expect(rail).to_be_visible()


def test_what_cannot_be_made_is_out_of_the_way_of_the_item_itself(restaurant: Restaurant, opener: Opener):
    restaurant.order(restaurant.open_table("3"), (WINGS, 1, ["portion/twelve", "dips/none"]), (MANGO, 1, []))
    kitchen = KitchenPage(opener.kitchen(arm=False)).arm()
    ticket = kitchen.ticket("Table 3")
    key, row = ticket.locator(".line-key").first.bounding_box(), ticket.locator(".line").first.bounding_box()
    assert key
    assert row
    assert key["width"] == row["width"]
    expect(ticket.get_by_text("Ohne Soße", exact=True)).to_be_visible()
    expect(ticket).not_to_contain_text("− Ohne")


def test_a_cook_with_a_phone_sees_whether_the_line_is_live(restaurant: Restaurant, opener: Opener):
    kitchen = KitchenPage(opener.kitchen(viewport=PHONE, arm=False)).arm()
    expect(kitchen.live).to_be_in_viewport()
    assert faults_of(kitchen.page, GLOVE, TWO_METRES) == []
