"""The organization keeps its menu: its managers say so, and those of single branches see what is theirs, and why."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.browser.desk import Desk, open_desk
from tests.browser.new_house import NewHouse, Pizzeria, new_house, write_menu
from tests.browser.opening import DESKTOP, PHONE, Opener
from tests.browser.restaurant import ADMIN, PASSWORD, Restaurant
from tests.browser.watching import Watch

MINE, OTHER = "Old Town", "Harbour Street"
NICO = "nico@oldtown.test"
WHY = "Only managers of the whole organization change this. Your branch’s own prices and what is sold out are yours."
MAY = re.compile("^They may change the menu and tax rates of all branches")


@pytest.fixture(scope="session")
def house(whole_restaurant: Restaurant) -> NewHouse:
    made = new_house(whole_restaurant, "Osteria Unita", (OTHER, MINE))
    organization_id = made.do("GET", "/api/organization")["id"]
    nico = {"email": NICO, "name": "Nico Alt", "organization_id": organization_id, "branch_id": made.branch_ids[1]}
    whole_restaurant.do("POST", "/api/managers", {**nico, "password": PASSWORD}, by=ADMIN)
    return made


@pytest.fixture
def pizzeria(house: NewHouse) -> Pizzeria:
    return write_menu(house)


def managers_of_branches(desk: Desk) -> Locator:
    heading = desk.page.get_by_role("heading", name="Managers of single branches", exact=True)
    return desk.page.locator(".paper").filter(has=heading)


def let_them_edit(house: NewHouse, opener: Opener, allowed: bool) -> None:
    """The owner's choice, made on the screen of settings."""
    desk = open_desk(opener, "settings", email=house.owner)
    paper = managers_of_branches(desk)
    box = paper.get_by_role("checkbox")
    expect(box).to_be_visible()
    if box.is_checked() is not allowed:
        desk.tick(MAY, paper)
        desk.button("Save", paper).click()
        desk.told("Saved: both branches.")
    expect(paper.get_by_text("Everything is saved.")).to_be_visible()
    wanted: Any = "catalog" if allowed else "prices"
    assert house.do("GET", "/api/organization")["branch_managers"] == wanted


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_restricted_manager_sees_the_menu_and_why_it_is_locked(
    pizzeria: Pizzeria, opener: Opener, watch: Watch, viewport: ViewportSize
):
    let_them_edit(pizzeria.house, opener, False)
    desk = open_desk(opener, "menu", viewport, NICO)
    expect(desk.tree.get_by_text(WHY)).to_be_visible()
    for name in ("Sort", "Add the dish", "Add"):
        expect(desk.button(name, desk.tree)).to_have_count(0)

    opened = desk.open_dish("Water")
    expect(opened.get_by_text(WHY)).to_be_visible()
    expect(opened.get_by_label("Name", exact=True)).to_be_disabled()
    expect(opened.get_by_label("Section")).to_be_disabled()
    for name in ("Archive", "New choice"):
        expect(opened.get_by_text(name, exact=True)).to_have_count(0)
    desk.open_choices("Size")
    expect(opened.get_by_text(WHY)).to_be_visible()
    expect(desk.option(1).get_by_role("textbox").first).to_be_disabled()
    expect(desk.button("Save", opened)).to_have_count(0)

    desk.turn_to("Settings")
    taxes = desk.page.locator(".settings-taxes")
    expect(taxes.get_by_text(WHY)).to_be_visible()
    expect(taxes.get_by_label("Name", exact=True).first).to_be_disabled()
    expect(desk.button("New tax rate")).to_have_count(0)
    expect(managers_of_branches(desk)).to_have_count(0)
    assert watch.faults == []


def test_a_restricted_manager_sets_the_own_branch_s_price_and_what_is_sold_out(pizzeria: Pizzeria, opener: Opener):
    let_them_edit(pizzeria.house, opener, False)
    desk = open_desk(opener, "menu", email=NICO)
    opened = desk.open_dish("Water")
    desk.tick(re.compile(f"^{MINE} has its own price"), opened)
    opened.get_by_label(f"Price in {MINE}").fill("4.20")
    expect(opened.get_by_text(f"Reaches only {MINE}.")).to_be_visible()
    desk.save()
    desk.told(f"Saved: only {MINE}.")
    prices = pizzeria.dish("Water")["branch_prices"]
    assert prices == [{"branch_id": pizzeria.house.branch_ids[1], "price": 420}]


def test_a_change_begun_before_the_lock_is_refused_in_words(pizzeria: Pizzeria, opener: Opener, watch: Watch):
    watch.announce("403 PATCH /api/products/")
    let_them_edit(pizzeria.house, opener, True)
    desk = open_desk(opener, "menu", email=NICO)
    opened = desk.open_dish("Water")
    opened.get_by_label("Name", exact=True).fill("Sparkling")
    let_them_edit(pizzeria.house, opener, False)
    desk.save()
    refusal = "Only managers of the whole organization may change the menu and tax rates."
    expect(opened.get_by_text(refusal)).to_be_visible()
    expect(opened.get_by_label("Name", exact=True)).to_have_value("Sparkling")
    assert pizzeria.dish("Water")["name"] == "Water"


def test_an_open_menu_is_locked_and_unlocked_as_the_organization_says(pizzeria: Pizzeria, opener: Opener):
    let_them_edit(pizzeria.house, opener, True)
    desk = open_desk(opener, "menu", email=NICO)
    expect(desk.button("Sort", desk.tree).first).to_be_visible()
    let_them_edit(pizzeria.house, opener, False)
    expect(desk.tree.get_by_text(WHY)).to_be_visible(timeout=20_000)
    expect(desk.button("Sort", desk.tree)).to_have_count(0)
    let_them_edit(pizzeria.house, opener, True)
    expect(desk.tree.get_by_text(WHY)).to_have_count(0, timeout=20_000)
    expect(desk.button("Sort", desk.tree).first).to_be_visible()
