"""Every screen and sheet of the manager's app, one after the other, in the full house and in one just begun."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.busy import FullHouse
from tests.browser.card import WINGS
from tests.browser.desk import Desk
from tests.browser.new_house import NewHouse
from tests.browser.restaurant import MANAGER, Restaurant
from tests.browser.watching import Watch

Stop = tuple[str, Page]
At = Callable[[str, str | None], Desk]
"""A desk at this screen, of this person or of nobody."""
LONG = "Ofenkartoffel mit Sauerrahm und"
FORTY = [{"name": f"Zutat Nummer {number}", "price_delta": number * 10, "kind": "add"} for number in range(1, 41)]


def tour_manager(full: FullHouse, house: NewHouse, at: At, watch: Watch) -> Iterator[Stop]:
    """Each stop's name and its page; the page moves on when the next stop is asked for. `house` has no dish yet."""
    restaurant = full.restaurant
    yield from _beginning(house, at, watch)
    desk = at("today", MANAGER)
    expect(desk.page.get_by_role("article", name="Mitte")).to_be_visible()
    yield "manager-day", desk.page
    desk.tick("All side by side")
    expect(desk.page.get_by_role("article", name="West")).to_be_visible()
    yield "manager-day-all", desk.page
    yield from _menu(restaurant, desk)
    yield from _stock(restaurant, desk)
    yield from _floor(desk)
    yield from _people(desk)
    yield from _settings(desk)


def _beginning(house: NewHouse, at: At, watch: Watch) -> Iterator[Stop]:
    watch.announce("401 POST /api/auth/sign-in")
    nobody = at("", None)
    yield "manager-sign-in", nobody.page
    nobody.page.get_by_label("Email").fill(house.owner)
    nobody.page.get_by_label("Password").fill("wrong password")
    nobody.button("Sign in").click()
    expect(nobody.page.get_by_role("alert")).to_be_visible()
    yield "manager-sign-in-wrong", nobody.page
    desk = at("today", house.owner)
    expect(desk.page.get_by_role("link", name="Write the menu")).to_be_visible()
    yield "manager-first-day", desk.page
    desk.page.get_by_role("link", name="Write the menu").click()
    expect(desk.page.get_by_label("New section")).to_be_focused()
    yield "manager-first-section", desk.page
    desk.page.keyboard.type("Kartoffelgerichte aus dem Ofen")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("textbox", name="New dish")).to_be_focused()
    yield "manager-first-dish", desk.page
    desk.page.keyboard.type(LONG)
    desk.page.keyboard.press("Enter")
    expect(desk.tree.get_by_label("Price")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_text("Please give a price")).to_be_visible()
    yield "manager-first-dish-fault", desk.page
    desk.tree.get_by_label("Price").fill("12.50")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("link", name="Add a size or extras")).to_be_visible()
    yield "manager-first-choice", desk.page
    for screen in ("availability", "floor", "people"):
        desk.page.goto(f"/manager#/{screen}")
        expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
        yield f"manager-first-{screen}", desk.page
    yield from _forty_options(house, desk)


def _forty_options(house: NewHouse, desk: Desk) -> Iterator[Stop]:
    made: dict[str, Any] = house.do("POST", "/api/option-groups", {"name": "Zutaten", "max": 5, "options": FORTY})
    [dish] = house.do("GET", "/api/products")["items"]
    house.do("PUT", f"/api/products/{dish['id']}/price?branch_id={house.branch_ids[0]}", {"price": 1300})
    desk.page.goto(f"/manager#/menu/choices/{made['id']}")
    expect(desk.option(40)).to_be_visible()
    desk.button("More about Zutat Nummer 1", desk.opened).click()
    yield "manager-forty-options", desk.page


def _menu(restaurant: Restaurant, desk: Desk) -> Iterator[Stop]:
    page, name = desk.page, restaurant.card.name(WINGS)
    desk.turn_to("Menu")
    expect(desk.tree.get_by_role("searchbox")).to_be_visible()
    yield "manager-menu", page
    desk.tree.get_by_role("button", name=re.compile("^Mittagsmenu")).click()
    yield "manager-menu-open", page
    desk.tree.get_by_role("button", name=re.compile("^Mittagsmenu")).click()
    desk.button("Sort", desk.tree).click()
    yield "manager-menu-sorting", page
    desk.button("Done sorting", desk.tree).click()
    desk.tree.get_by_role("searchbox").fill("zzz")
    yield "manager-menu-nothing", page
    desk.open_dish(name)
    yield "manager-dish", page
    desk.unfold("Allergens, diet, tax and hours")
    desk.unfold("In other languages")
    desk.opened.get_by_label("Add a language").select_option("Arabic")
    yield "manager-dish-details", page
    desk.button("Change the hours", desk.opened).click()
    desk.button("New hours").click()
    desk.button("Save", desk.dialog("When things are sold")).click()
    yield "manager-hours", page
    desk.close_sheet()
    desk.opened.get_by_label("Name", exact=True).first.fill("")
    desk.save()
    expect(desk.opened.get_by_text("Not saved yet: one field is marked.")).to_be_visible()
    yield "manager-dish-fault", page
    desk.button("Undo changes", desk.opened).click()
    desk.button("Archive", desk.opened).click()
    yield "manager-dish-archive", page
    desk.button("Keep it", desk.opened).click()
    desk.opened.get_by_role("link", name="New choice").click()
    expect(desk.button("Make this choice", desk.opened)).to_be_visible()
    yield "manager-new-choice", page
    page.goto("/manager#/menu/library")
    yield "manager-library", page
    desk.open_choices("Dips")
    desk.unfold(re.compile("^Asked by"))
    yield "manager-choice", page
    page.goto("/manager#/menu")
    desk.tree.get_by_role("searchbox").fill("")
    desk.tree.get_by_role("link", name=re.compile("^Change the section")).first.click()
    expect(desk.opened.get_by_label("Prepared in")).to_be_visible()
    yield "manager-section", page


def _stock(restaurant: Restaurant, desk: Desk) -> Iterator[Stop]:
    page, name = desk.page, restaurant.card.name(WINGS)
    desk.turn_to("Availability")
    expect(desk.page.get_by_role("heading", name="Availability in Mitte")).to_be_visible()
    yield "manager-stock", page
    desk.tick(re.compile("^Out "))
    yield "manager-stock-all-out", page
    desk.tick("All")
    page.get_by_role("searchbox").fill(name)
    desk.button(f"Portions left {name}").click()
    yield "manager-stock-count", page
    desk.button(f"Sold out {name}").click()
    expect(desk.button(f"Back on {name}")).to_be_visible()
    yield "manager-stock-out", page
    desk.button(f"Back on {name}").click()
    expect(desk.button(f"Sold out {name}")).to_be_visible()
    desk.tick("Options")
    page.get_by_role("searchbox").fill("")
    yield "manager-stock-options", page
    page.get_by_role("searchbox").fill("zzz")
    yield "manager-stock-nothing", page
    page.get_by_role("searchbox").fill("")


def _floor(desk: Desk) -> Iterator[Stop]:
    page = desk.page
    desk.turn_to("Floor")
    expect(desk.table("1")).to_be_visible()
    yield "manager-floor", page
    desk.table("1").click()
    yield "manager-table", page
    desk.close_sheet()
    desk.button(re.compile("^Change the area")).click()
    yield "manager-area", page
    desk.close_sheet()
    desk.tick("Saal")
    expect(desk.table("S24")).to_be_attached()
    yield "manager-floor-full", page


def _people(desk: Desk) -> Iterator[Stop]:
    page = desk.page
    desk.turn_to("Staff")
    expect(desk.button(re.compile("^Anna Berg"))).to_be_visible()
    yield "manager-people", page
    desk.button("Add a person").click()
    desk.button("Make an invitation").click()
    yield "manager-add-person", page
    desk.close_sheet()
    desk.button(re.compile("^Anna Berg")).click()
    desk.button("Set a password").click()
    yield "manager-person", page
    desk.button("Suspend").click()
    yield "manager-person-suspend", page
    desk.close_sheet()


def _settings(desk: Desk) -> Iterator[Stop]:
    page = desk.page
    desk.turn_to("Settings")
    expect(page.get_by_role("heading", name="Tax rates")).to_be_visible()
    yield "manager-settings", page
    desk.button("New tax rate").click()
    desk.button("Save").last.click()
    yield "manager-tax-rate", page
    page.get_by_role("navigation", name="Pages").get_by_role("button").last.click()
    yield "manager-you", page
    desk.close_sheet()
