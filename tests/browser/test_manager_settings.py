"""How a branch works and what it owes the state: every setting by hand, every fault at its field."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, open_desk
from tests.browser.new_house import NewHouse, new_house
from tests.browser.opening import Opener
from tests.browser.restaurant import Restaurant
from tests.browser.watching import Watch


@pytest.fixture(scope="session")
def house(whole_restaurant: Restaurant) -> NewHouse:
    return new_house(whole_restaurant, "Cantina Regole", ("Harbour Street", "Old Town"))


@pytest.fixture
def desk(house: NewHouse, opener: Opener) -> Desk:
    return open_desk(opener, "settings", email=house.owner)


def paper(desk: Desk, title: str) -> Locator:
    return desk.page.locator(".paper").filter(has=desk.page.get_by_role("heading", name=title, exact=True))


def test_a_branch_is_set_up_by_hand(house: NewHouse, desk: Desk):
    branch = paper(desk, "Harbour Street")
    expect(branch.get_by_text("Europe/Berlin · DE · EUR")).to_be_visible()
    branch.get_by_label("The day ends at").fill("05:30")
    desk.tick(re.compile("^Send guests’ orders to the kitchen by themselves"), branch)
    desk.tick(re.compile("^Prices include tax"), branch)
    branch.get_by_label("Tax is rounded").select_option("on each item")
    branch.get_by_label("Cash is rounded to").select_option("€0.05")
    desk.button("New order: late soon a minute later", branch).click()
    desk.button("New order: late a minute later", branch).click()
    expect(branch.get_by_text("Reaches only Harbour Street.")).to_be_visible()
    desk.button("Save", branch).click()
    desk.told("Saved: only Harbour Street.")

    saved = house.do("GET", f"/api/branches/{house.branch_ids[0]}")
    told = ("cutoff", "confirm_automatically", "tax_included", "tax_rounding", "cash_step")
    assert [saved[field] for field in told] == ["05:30", True, False, "line", 5]
    assert saved["lateness"]["new"] == [3, 6]
    other = house.do("GET", f"/api/branches/{house.branch_ids[1]}")
    assert [other[field] for field in told] == ["04:00", False, True, "bill", 1]


def test_no_impossible_setting_can_be_saved(house: NewHouse, desk: Desk):
    before = house.do("GET", f"/api/branches/{house.branch_ids[0]}")
    branch = paper(desk, before["name"])
    branch.get_by_label("The day ends at").fill("25:00")
    branch.get_by_label("Name of the branch").fill(" ")
    desk.button("Save", branch).click()
    expect(branch.get_by_text("Please type a time like 04:00.")).to_be_visible()
    expect(branch.get_by_text("Please give it a name.")).to_be_visible()
    expect(branch.get_by_label("Name of the branch")).to_be_focused()
    assert house.do("GET", f"/api/branches/{house.branch_ids[0]}") == before
    assert before["lateness"]["ready"] == [2, 4]
    desk.button("Ready to serve: late soon a minute later", branch).click()
    expect(desk.button("Ready to serve: late soon a minute later", branch)).to_be_disabled()
    desk.button("Undo changes", branch).click()
    expect(branch.get_by_text("Everything is saved.")).to_be_visible()


def test_what_guests_phones_may_send_is_the_branchs_to_say(house: NewHouse, desk: Desk):
    path = f"/api/branches/{house.branch_ids[0]}"
    usual = {"devices": 12, "device_orders": 6, "table_orders": 20, "value": None, "portions": 100}
    assert house.do("GET", path)["order_limits"] == usual
    limits = desk.page.get_by_role("group", name="What guests’ phones may send")
    branch = limits.locator("xpath=ancestor::form")
    expect(limits.get_by_text("Of one table. Left empty: €500.00.")).to_be_visible()
    limits.get_by_label("Phones at a table").fill("501")
    limits.get_by_label("Orders per phone in 10 minutes").fill("none")
    limits.get_by_label("Value nobody has looked at").fill("0")
    desk.button("Save", branch).click()
    expect(limits.get_by_text("Please type a whole number from 1 to 500.")).to_be_visible()
    expect(limits.get_by_text("Please type a whole number from 1 to 200.")).to_be_visible()
    expect(limits.get_by_text("Please type an amount above nothing, or leave it empty.")).to_be_visible()
    assert house.do("GET", path)["order_limits"] == usual

    limits.get_by_label("Phones at a table").fill("30")
    limits.get_by_label("Orders per phone in 10 minutes").fill("4")
    limits.get_by_label("Orders per table in 10 minutes").fill("40")
    limits.get_by_label("Portions nobody has looked at").fill("250")
    limits.get_by_label("Value nobody has looked at").fill("180,50")
    desk.button("Save", branch).click()
    desk.told(re.compile("^Saved: only "))
    wanted = {"devices": 30, "device_orders": 4, "table_orders": 40, "value": 18_050, "portions": 250}
    assert house.do("GET", path)["order_limits"] == wanted
    limits.get_by_label("Value nobody has looked at").fill("")
    desk.button("Save", branch).click()
    expect(branch.get_by_text("Everything is saved.")).to_be_visible()
    assert house.do("GET", path)["order_limits"] == wanted | {"value": None}


def test_tax_rates_are_shared_by_all_branches(house: NewHouse, desk: Desk):
    taxes = paper(desk, "Tax rates")
    desk.button("New tax rate", taxes).click()
    row = taxes.get_by_role("listitem").last
    row.get_by_label("Name").fill("Coffee to go")
    row.get_by_label("Rate").fill("107")
    desk.button("Save", row).click()
    expect(row.get_by_text("Please type a rate like 7 or 7.5.")).to_be_visible()
    row.get_by_label("Rate").fill("7,5")
    expect(row.get_by_text("Reaches both branches.")).to_be_visible()
    desk.button("Save", row).click()
    expect(row.get_by_text("0 dishes are sold at it")).to_be_visible()
    rates = {rate["name"]: rate["rate"] for rate in house.do("GET", "/api/tax-rates")["items"]}
    assert rates["Coffee to go"] == "0.075"


def test_two_managers_set_up_one_branch(house: NewHouse, desk: Desk, opener: Opener, watch: Watch):
    watch.announce("412 PATCH /api/branches/")
    other = open_desk(opener, "settings", email=house.owner)
    name = house.do("GET", f"/api/branches/{house.branch_ids[0]}")["name"]
    mine, theirs = paper(desk, name), paper(other, name)
    mine.get_by_label("Cash is rounded to").select_option("€0.10")
    theirs.get_by_label("The day ends at").fill("03:00")
    desk.button("Save", theirs).click()
    expect(theirs.get_by_text("Everything is saved.")).to_be_visible()
    desk.button("Save", mine).click()
    expect(mine.get_by_text("Changed: The day ends at.")).to_be_visible()
    expect(mine.get_by_label("The day ends at")).to_have_value("03:00")
    desk.button("Save", mine).click()
    expect(mine.get_by_text("Everything is saved.")).to_be_visible()
    saved = house.do("GET", f"/api/branches/{house.branch_ids[0]}")
    assert (saved["cutoff"], saved["cash_step"]) == ("03:00", 10)
