"""Who works here: how somebody gets in, and how somebody is kept out."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk, open_desk
from tests.browser.new_house import NewHouse, new_house
from tests.browser.opening import TABLET, Opener
from tests.browser.restaurant import PASSWORD, Restaurant
from tests.browser.watching import LEFT, Watch


@pytest.fixture(scope="session")
def house(whole_restaurant: Restaurant) -> NewHouse:
    return new_house(whole_restaurant, "Osteria Gente")


@pytest.fixture
def desk(house: NewHouse, opener: Opener) -> Desk:
    return open_desk(opener, "people", email=house.owner)


def test_a_cashier_comes_in_by_a_link_and_goes_when_suspended(
    house: NewHouse, desk: Desk, opener: Opener, watch: Watch
):
    watch.announce("401 GET /api/", "Unexpected response code: 401", "socket", LEFT)
    link = _invite(desk, "Nora Lind", "nora@osteria.test", "Cashier")
    page = opener.page("nora", TABLET)
    page.goto(link)
    _choose(page)
    expect(page.get_by_role("navigation", name="Screens")).to_be_visible()
    assert page.url == f"{house.base_url}/cashier"

    desk.close_sheet()
    desk.page.reload()
    desk.button(re.compile("^Nora Lind")).click()
    sheet = desk.dialog("Nora Lind")
    desk.button("Suspend", sheet).click()
    desk.button("Suspend Nora Lind: no way in until you say so", sheet).click()
    expect(desk.button("Let in again", sheet)).to_be_visible()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert _account(house, "nora@osteria.test")["active"] is False
    desk.button("Let in again", sheet).click()
    expect(desk.button("Suspend", sheet)).to_be_visible()


def _choose(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Set password and go in").click()


def _invite(desk: Desk, name: str, email: str, role: str) -> str:
    desk.button("Add a person").click()
    sheet = desk.dialog("Add a person")
    desk.tick(role, sheet)
    sheet.get_by_label("Name").fill(name)
    sheet.get_by_label("Email").fill(email)
    desk.button("Make an invitation", sheet).click()
    return desk.dialog(name).get_by_label(f"Link for {name}").input_value()


def _account(house: NewHouse, email: str) -> dict[str, object]:
    [found] = [one for one in house.do("GET", "/api/staff")["items"] if one["email"] == email]
    return found


def test_what_is_missing_or_taken_is_said_at_its_field(house: NewHouse, desk: Desk, watch: Watch):
    watch.announce("409 POST /api/staff")
    desk.button("Add a person").click()
    sheet = desk.dialog("Add a person")
    desk.button("Make an invitation", sheet).click()
    expect(sheet.get_by_text("Please type the name.")).to_be_visible()
    unknown = sheet.get_by_text("Please type an email address, like name@example.com.")
    expect(unknown).to_be_visible()
    sheet.get_by_label("Name").fill("Olga Neu")
    sheet.get_by_label("Email").fill("olga@osteria")
    desk.button("Make an invitation", sheet).click()
    expect(sheet.get_by_text("Please type the name.")).to_have_count(0)
    expect(unknown).to_be_visible()
    expect(sheet.get_by_label("Email")).to_have_value("olga@osteria")
    sheet.get_by_label("Email").fill(house.owner)
    desk.button("Make an invitation", sheet).click()
    expect(sheet.get_by_text("Somebody already signs in with this email.")).to_be_visible()
    expect(sheet.get_by_label("Email")).to_have_attribute("aria-invalid", "true")
    expect(sheet.get_by_label("Name")).to_have_value("Olga Neu")


def test_a_password_is_set_by_hand_and_ends_every_sign_in(
    house: NewHouse, restaurant: Restaurant, desk: Desk, watch: Watch
):
    """That open pages hear of it at once is asserted with the doors."""
    watch.announce(LEFT)
    new = {"email": "kai@osteria.test", "name": "Kai Ofen", "role": "cashier", "branch_id": house.branch_ids[0]}
    house.do("POST", "/api/staff", {**new, "password": PASSWORD})
    desk.page.reload()
    before = restaurant.sign_in("kai@osteria.test")
    desk.button(re.compile("^Kai Ofen")).click()
    sheet = desk.dialog("Kai Ofen")
    desk.button("Set a password", sheet).click()
    sheet.get_by_label("New password for Kai Ofen").fill("too short")
    desk.button("Set it", sheet).click()
    expect(sheet.get_by_text("Please choose at least 12 characters.")).to_be_visible()
    sheet.get_by_label("New password for Kai Ofen").fill("a new one for Kai")
    desk.button("Set it", sheet).click()
    desk.told("Kai Ofen has a new password and is signed out everywhere.")
    after = restaurant.sign_in("kai@osteria.test", "a new one for Kai")
    assert (restaurant.knows(before), restaurant.knows(after)) == (False, True)

    desk.button("Sign out everywhere", sheet).click()
    desk.told("Kai Ofen is signed out everywhere.")
    assert not restaurant.knows(after)


def test_a_sheet_begins_in_its_first_field_and_ends_with_its_page(desk: Desk):
    """A space typed at once belongs to the name, and does not press the closing cross."""
    desk.button("Add a person").click()
    name = desk.dialog("Add a person").get_by_label("Name")
    expect(name).to_be_focused()
    desk.page.keyboard.type("Da Nico")
    expect(name).to_have_value("Da Nico")
    desk.page.evaluate("location.hash = '#/today'")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    desk.page.evaluate("location.hash = '#/people'")
    expect(desk.button("Add a person")).to_be_visible()
    expect(desk.page.get_by_role("dialog")).to_have_count(0)


def test_the_key_that_copies_a_link_says_so_itself_for_two_seconds(desk: Desk):
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = _invite(desk, "Carla Neu", "carla@osteria.test", "Cashier")
    sheet = desk.dialog("Carla Neu")
    began = time.monotonic()
    desk.button("Copy the link", sheet).click()
    expect(desk.button("Copied", sheet)).to_be_visible()
    expect(sheet.get_by_role("status").first).to_have_text("Copied")
    assert desk.page.evaluate("navigator.clipboard.readText()") == link
    expect(desk.button("Copy the link", sheet)).to_be_visible()
    assert time.monotonic() - began >= 2
    expect(sheet.get_by_role("status").first).to_be_empty()


def test_a_mistyped_name_is_put_right(house: NewHouse, desk: Desk):
    _invite(desk, "Cralo Rossi", "cralo@osteria.test", "Cashier")
    name = desk.dialog("Cralo Rossi").get_by_label("Name")
    name.fill(" ")
    name.press("Enter")
    expect(desk.dialog("Cralo Rossi").get_by_text("Please type the name.")).to_be_visible()
    name.fill("Carlo Rossi")
    name.press("Enter")
    expect(desk.dialog("Carlo Rossi")).to_be_visible()
    assert _account(house, "cralo@osteria.test")["name"] == "Carlo Rossi"


def test_a_mistyped_email_is_put_right_and_gets_a_link_of_its_own(
    house: NewHouse, desk: Desk, opener: Opener, watch: Watch
):
    watch.announce("409 PATCH /api/staff/", "410 POST /api/auth/invitation")
    old = _invite(desk, "Pia Conti", "pai@osteria.test", "Cashier")
    sheet = desk.dialog("Pia Conti")
    desk.button("Change the email", sheet).click()
    email = sheet.get_by_label("Email of Pia Conti")
    expect(email).to_have_value("pai@osteria.test")
    email.fill("pia")
    desk.button("Change it", sheet).click()
    expect(sheet.get_by_text("Please type an email address, like name@example.com.")).to_be_visible()
    email.fill(house.owner)
    desk.button("Change it", sheet).click()
    expect(sheet.get_by_text("Somebody already signs in with this email.")).to_be_visible()
    email.fill("pia@osteria.test")
    desk.button("Change it", sheet).click()

    expect(email).to_have_count(0)
    link = sheet.get_by_label("Link for Pia Conti")
    expect(link).not_to_have_value(old)
    page = opener.nobodys_till("pia").page
    page.goto(old)
    _choose(page)
    expect(page.get_by_text("This invitation is over")).to_be_visible()
    page.goto(link.input_value())
    _choose(page)
    expect(page.get_by_role("navigation", name="Screens")).to_be_visible()
    assert _account(house, "pia@osteria.test")["name"] == "Pia Conti"
