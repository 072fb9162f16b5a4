"""A manager of one branch: sees that branch and nothing of the others, and what is shared says that it is."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk, open_desk
from tests.browser.new_house import NewHouse, Pizzeria, new_house, write_menu
from tests.browser.opening import Opener
from tests.browser.restaurant import ADMIN, PASSWORD, Restaurant
from tests.browser.watching import Watch

MINE, OTHER = "Old Town", "Harbour Street"
PIA = "pia@oldtown.test"


@pytest.fixture(scope="session")
def house(whole_restaurant: Restaurant) -> NewHouse:
    made = new_house(whole_restaurant, "Trattoria Due", (OTHER, MINE))
    organization_id = made.do("GET", "/api/branches")["items"][0]["organization"]["id"]
    pia = {"email": PIA, "name": "Pia Alt", "organization_id": organization_id, "branch_id": made.branch_ids[1]}
    whole_restaurant.do("POST", "/api/managers", {**pia, "password": PASSWORD}, by=ADMIN)
    for branch_id, name in zip(made.branch_ids, ("Hannes Hafen", "Anton Alt"), strict=True):
        email = f"{name.split()[0].lower()}@due.test"
        new = {"email": email, "name": name, "role": "cashier", "branch_id": branch_id, "password": PASSWORD}
        made.do("POST", "/api/staff", new)
    return made


@pytest.fixture
def pizzeria(house: NewHouse) -> Pizzeria:
    return write_menu(house)


@pytest.fixture
def desk(pizzeria: Pizzeria, opener: Opener) -> Desk:
    return open_desk(opener, "today", email=PIA)


def test_every_screen_is_of_the_own_branch_alone(house: NewHouse, desk: Desk, watch: Watch):
    expect(desk.page.get_by_role("article", name=MINE)).to_be_visible()
    expect(desk.pages.get_by_label("Branch")).to_have_count(0)
    expect(desk.page.get_by_text("All side by side")).to_have_count(0)
    seen = [desk.page.content()]
    for page, sight in (
        ("Availability", f"Availability in {MINE}"),
        ("Floor", f"Floor of {MINE}"),
        ("Staff", "Anton Alt"),
        ("Settings", "Tax rates"),
    ):
        desk.turn_to(page)
        expect(desk.page.get_by_text(sight)).to_be_visible()
        seen.append(desk.page.content())
    for secret in (OTHER, "Hannes Hafen", house.branch_ids[0]):
        assert [page for page in seen if secret in page] == []
    assert watch.faults == []


def test_what_is_sold_out_is_so_in_the_own_branch_alone(pizzeria: Pizzeria, desk: Desk):
    desk.turn_to("Availability")
    desk.button("Sold out Water").click()
    desk.told(f"Water is out for today, only in {MINE}.")
    on_sale = [_offered(pizzeria, branch_id, "Water")["available"] for branch_id in pizzeria.house.branch_ids]
    assert on_sale == [True, False]


def _offered(pizzeria: Pizzeria, branch_id: str, name: str) -> Any:
    menu = pizzeria.house.do("GET", f"/api/menu?branch_id={branch_id}")
    [dish] = [dish for kind in menu["product_types"] for dish in kind["products"] if dish["name"] == name]
    return dish


def test_a_change_of_the_menu_says_that_it_reaches_the_whole_house(pizzeria: Pizzeria, desk: Desk):
    desk.open_dish("Water")
    desk.opened.get_by_label("Price", exact=True).fill("3.10")
    expect(desk.opened.get_by_text("Reaches the whole house.")).to_be_visible()
    desk.save()
    desk.told("Saved: both branches.")
    assert pizzeria.dish("Water")["price"] == 310


def test_the_own_branch_may_charge_its_own_price(pizzeria: Pizzeria, desk: Desk):
    before = pizzeria.dish("Water")["price"]
    desk.open_dish("Water")
    expect(desk.opened.get_by_text(re.compile("has its own price"))).to_have_count(1)
    desk.opened.get_by_text(f"{MINE} has its own price").click()
    desk.opened.get_by_label(f"Price in {MINE}").fill("3.70")
    desk.save()
    desk.told(f"Saved: only {MINE}.")
    assert [_offered(pizzeria, branch_id, "Water")["price"] for branch_id in pizzeria.house.branch_ids] == [before, 370]
