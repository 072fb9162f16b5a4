"""The menu as a newcomer writes it: nothing typed is lost, taxes are seen, and every way is found a second time."""

import re

import httpx
import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.desk import Desk, open_desk
from tests.browser.new_house import Pizzeria, new_pizzeria
from tests.browser.opening import DESKTOP, PHONE, Opener
from tests.browser.restaurant import PLAIN, STAFF_COOKIE, Restaurant
from tests.browser.watching import LEFT, Watch

NOT_SAVED = "not saved yet"
SEVEN, NINETEEN = "MwSt. 7 %", "MwSt. 19 %"


@pytest.fixture(scope="module")
def pizzeria(whole_restaurant: Restaurant) -> Pizzeria:
    return new_pizzeria(whole_restaurant, "Pizzeria Nuova")


def _desk(pizzeria: Pizzeria, opener: Opener, viewport: object = DESKTOP) -> Desk:
    return open_desk(opener, "menu", viewport, email=pizzeria.house.owner)  # pyright: ignore[reportArgumentType]


def _section(desk: Desk, name: str) -> Locator:
    """A section with its dishes, in the tree."""
    pencil = desk.page.get_by_role("link", name=f"Change the section {name}", exact=True)
    return desk.tree.locator(".branch").filter(has=pencil)


def _new_dish(section: Locator) -> Locator:
    return section.get_by_label("New dish", exact=True)


def _open_section(desk: Desk, name: str) -> None:
    desk.turn_to("Menu")
    desk.tree.get_by_role("link", name=f"Change the section {name}", exact=True).click()
    expect(desk.opened.get_by_role("heading", name=name, exact=True, level=2)).to_be_visible()


def test_a_choice_typed_halfway_is_kept_and_the_way_back_leads_to_its_dish(pizzeria: Pizzeria, opener: Opener):
    desk = _desk(pizzeria, opener, PHONE)
    desk.open_dish("Diavola")
    desk.opened.get_by_role("link", name="New choice", exact=True).click()
    desk.tick("Extras")
    desk.opened.get_by_label("What is asked?").fill("Crust")
    desk.option(1).get_by_label("Option 1").fill("Thin")
    desk.opened.get_by_role("link", name="Back", exact=True).click()

    expect(desk.opened.get_by_role("heading", name="Diavola", level=2)).to_be_visible()
    expect(desk.opened.get_by_role("link", name="New choice")).to_contain_text(NOT_SAVED)
    desk.opened.get_by_role("link", name="Back to the menu").click()
    desk.page.get_by_role("searchbox").fill("")
    expect(desk.tree.get_by_role("link", name=re.compile("^Diavola"))).to_contain_text(NOT_SAVED)
    expect(desk.tree.get_by_role("link", name=re.compile("^Margherita"))).not_to_contain_text(NOT_SAVED)

    desk.open_dish("Diavola")
    desk.opened.get_by_role("link", name="New choice").click()
    expect(desk.opened.get_by_label("What is asked?")).to_have_value("Crust")
    expect(desk.option(1).get_by_label("Option 1")).to_have_value("Thin")
    expect(desk.opened.get_by_label("Extras", exact=True)).to_be_checked()
    with desk.page.expect_event("dialog") as asked:
        desk.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()

    desk.button("Cancel", desk.opened).click()
    desk.opened.get_by_role("link", name="New choice", exact=True).click()
    expect(desk.opened.get_by_label("What is asked?")).to_have_value("")


def test_a_dish_typed_into_is_not_left_by_a_reload_unasked(pizzeria: Pizzeria, opener: Opener):
    desk = _desk(pizzeria, opener)
    desk.open_dish("Diavola")
    desk.opened.get_by_label("Description").fill("Hot")
    with desk.page.expect_event("dialog") as asked:
        desk.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(desk.opened.get_by_label("Description")).to_have_value("Hot")


def test_a_new_choice_of_a_section_is_asked_of_all_its_dishes(pizzeria: Pizzeria, opener: Opener):
    desk = _desk(pizzeria, opener)
    bare = _section(desk, "Drinks").get_by_role("link", name="Add sizes or extras to Water", exact=True)
    expect(_section(desk, "Pizza").get_by_role("link", name=re.compile("^Add sizes or extras to"))).to_have_count(0)
    bare.click()
    expect(desk.opened.get_by_role("heading", name="Water", level=2)).to_be_visible()
    expect(desk.opened.get_by_label("A choice you have already")).to_be_visible()

    _open_section(desk, "Drinks")
    desk.opened.get_by_role("link", name="New choice", exact=True).click()
    expect(desk.opened.get_by_text("Everything in Drinks", exact=True)).to_be_visible()
    desk.opened.get_by_label("What is asked?").fill("Glass")
    desk.option(1).get_by_label("Option 1").fill("0.2 l")
    desk.button("Make this choice", desk.opened).click()

    expect(desk.opened.get_by_role("heading", name="Drinks", level=2)).to_be_visible()
    expect(_section(desk, "Drinks").get_by_role("link", name=re.compile("^Water"))).to_contain_text("Glass")
    expect(bare).to_have_count(0)
    expect(desk.opened.get_by_role("link", name=re.compile("^Glass"))).to_be_visible()
    [asked] = pizzeria.house.do("GET", f"/api/product-types/{pizzeria.ids['Drinks']}")["option_group_ids"]
    assert pizzeria.house.do("GET", f"/api/option-groups/{asked}")["name"] == "Glass"
    assert pizzeria.dish("Water")["option_group_ids"] == []


def test_how_many_guests_choose_stays_possible_at_every_step(pizzeria: Pizzeria, opener: Opener):
    desk = _desk(pizzeria, opener)
    desk.page.goto("/manager#/menu/new-choices")
    desk.opened.get_by_label("Guests choose").select_option("a number in between")
    expect(desk.preview.get_by_text("Choose up to 2")).to_be_visible()
    for _ in range(2):
        desk.button("More: At least", desk.opened).click()
    expect(desk.button("More: At least", desk.opened)).to_be_disabled()
    expect(desk.button("Fewer: At most", desk.opened)).to_be_disabled()
    desk.button("More: At most", desk.opened).click()
    expect(desk.preview.get_by_text("Choose 2 to 3")).to_be_visible()
    for step in ("How often each can be taken", "How many are free"):
        while (more := desk.button(f"More: {step}", desk.opened)).is_enabled():
            more.click()
        expect(desk.opened.locator(".rule-count").filter(has_text=step).locator("output")).to_have_text("3")


@pytest.mark.parametrize("height", [604, 620, 636])
def test_the_option_being_typed_stands_above_the_bar_that_saves_it(pizzeria: Pizzeria, opener: Opener, height: int):
    desk = _desk(pizzeria, opener, {"width": 1024, "height": height})
    desk.page.goto("/manager#/menu/new-choices")
    desk.option(1).get_by_label("Option 1").press("Enter")
    second = desk.option(2).get_by_label("Option 2").and_(desk.page.locator(":focus"))
    expect(second).to_be_visible()
    field, foot = second.bounding_box(), desk.opened.locator(".save").bounding_box()
    assert field is not None
    assert foot is not None
    assert field["y"] + field["height"] <= foot["y"]


def test_an_abandoned_dish_is_red_no_longer(pizzeria: Pizzeria, opener: Opener):
    desk = _desk(pizzeria, opener)
    drinks = _section(desk, "Drinks")
    expect(_new_dish(drinks)).not_to_have_attribute("placeholder", re.compile(""))
    expect(desk.tree.get_by_label("New section")).not_to_have_attribute("placeholder", re.compile(""))
    desk.button("Add the dish", drinks).click()
    expect(drinks.get_by_text("Please give it a name.")).to_be_visible()
    drinks.get_by_role("link", name=re.compile("^Water")).click()
    expect(desk.opened.get_by_role("heading", name="Water", level=2)).to_be_visible()
    expect(_new_dish(drinks)).to_be_visible()
    expect(drinks.get_by_text("Please give it a name.")).to_have_count(0)


def test_a_section_says_its_dishes_tax_and_changes_it_for_all_of_them(pizzeria: Pizzeria, opener: Opener, watch: Watch):
    watch.announce("412 PATCH /api/products/", LEFT)
    rates = {rate["name"]: rate["id"] for rate in pizzeria.house.do("GET", "/api/tax-rates")["items"]}
    pizzeria.ids["Wine"] = pizzeria.house.do("POST", "/api/product-types", {"name": "Wine"})["id"]
    desk = _desk(pizzeria, opener)
    wine = _section(desk, "Wine")
    wine.get_by_role("link", name=f"Tax of new dishes here: {SEVEN}", exact=True).click()
    desk.opened.get_by_label("Tax of its dishes").select_option(NINETEEN)
    desk.save()
    desk.told(f"Tax of new dishes here: {NINETEEN}")
    _new_dish(wine).fill("Wine 1")
    wine.get_by_label("Price").fill("5")
    desk.button("Add the dish", wine).click()
    expect(wine.get_by_role("link", name=re.compile("^Wine 1"))).to_be_visible()
    assert _taxes(pizzeria, "Wine") == [rates[NINETEEN]]

    for n in range(2, 14):
        new = {"product_type_id": pizzeria.ids["Wine"], "name": f"Wine {n}", "price": 500, "tax_rate_id": rates[SEVEN]}
        pizzeria.ids[f"Wine {n}"] = pizzeria.house.do("POST", "/api/products", new)["id"]
    expect(desk.opened.get_by_label("Tax of its dishes")).to_have_value("")
    expect(desk.opened.get_by_label("Tax of its dishes").locator("option:checked")).to_have_text("mixed")
    desk.opened.get_by_label("Tax of its dishes").select_option(NINETEEN)
    expect(desk.opened.get_by_text("Changes 12 dishes.", exact=True)).to_be_visible()
    _somebody_saves_first(pizzeria, desk)
    desk.save()
    desk.told(f"13 dishes are now taxed at: {NINETEEN}")
    desk.saved()
    assert _taxes(pizzeria, "Wine") == [rates[NINETEEN]] * 13
    assert pizzeria.dish("Wine 9")["description"] == "Riesling"
    assert pizzeria.dish("Water")["tax_rate_id"] == rates[SEVEN]

    desk.page.reload()
    expect(wine.get_by_role("button", name=re.compile("^Wine"))).to_have_attribute("aria-expanded", "false")


def _somebody_saves_first(pizzeria: Pizzeria, desk: Desk) -> None:
    """One of the dishes, at the very moment its tax is saved."""
    at = f"/api/products/{pizzeria.ids['Wine 9']}"

    def save_first(route: Route) -> None:
        if route.request.method == "PATCH" and pizzeria.dish("Wine 9")["description"] == "":
            _describe(pizzeria, "Wine 9", "Riesling")
        route.continue_()

    desk.page.route(f"**{at}", save_first)


def _describe(pizzeria: Pizzeria, dish: str, description: str) -> None:
    house = pizzeria.house
    headers = {
        "Origin": house.base_url,
        "Cookie": f"{STAFF_COOKIE}={house.secret}",
        "If-Match": f'"{pizzeria.dish(dish)["version"]}"',
    }
    at = f"{house.base_url}/api/products/{pizzeria.ids[dish]}"
    answer = httpx.patch(at, json={"description": description}, headers=headers, **PLAIN)
    assert answer.status_code == 200, answer.text


def _taxes(pizzeria: Pizzeria, section: str) -> list[str]:
    dishes = pizzeria.house.do("GET", "/api/products")["items"]
    return [dish["tax_rate_id"] for dish in dishes if dish["product_type_id"] == pizzeria.ids[section]]
