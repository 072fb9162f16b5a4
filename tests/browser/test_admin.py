"""The platform's admin builds houses and lets managers in, with the managers on devices of their own."""

import re
import uuid
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.admin_tour import tour_admin
from tests.browser.inspecting import faults_of
from tests.browser.keeper import AdminPage
from tests.browser.opening import DESKTOP, PHONE, Opener
from tests.browser.restaurant import ADMIN, PASSWORD, Restaurant
from tests.browser.watching import LEFT, Watch

STOPS = 20
NEW_PASSWORD = "a table by the window"
SIX_CHARACTERS = "🔑" * 6
"""Twelve as a browser counts; the server knows better, and what it says stands at the field too."""


@pytest.fixture
def admin(opener: Opener) -> AdminPage:
    return AdminPage(opener.admin())


@pytest.fixture
def email() -> str:
    """Nobody else's."""
    return f"{uuid.uuid4().hex[:8]}@house.test"


@pytest.fixture
def rosa(restaurant: Restaurant, email: str) -> str:
    """The name of a manager of whom no other test knows."""
    name = f"Rosa {email[:8]}"
    wish = {"email": email, "name": name, "organization_id": restaurant.organization_id, "password": PASSWORD}
    restaurant.do("POST", "/api/managers", wish, by=ADMIN)
    return name


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_from_nothing_to_a_house_with_a_manager_at_work(
    admin: AdminPage, opener: Opener, restaurant: Restaurant, watch: Watch, email: str
):
    """Organization, branch, invitation; the manager chooses a password and finds a house to build."""
    watch.announce(LEFT)
    house = f"Trattoria {email[:8]}"
    admin.add_organization(house, "Italy")
    expect(admin.page.get_by_text("Italy · EUR · texts in Italian")).to_be_visible()
    admin.add_branch(house, "Piazza Nuova")
    expect(admin.entry("Piazza Nuova")).to_contain_text("Italy · Europe/Rome")
    link = admin.invite("Rosa Klein", email, "Piazza Nuova")
    admin.close_sheet()
    expect(admin.entry("Rosa Klein")).to_contain_text("Invited")
    expect(admin.entry("Rosa Klein")).to_contain_text(f"{house} · Piazza Nuova")
    expect(admin.entry("Rosa Klein")).to_contain_text("Never signed in")

    theirs = opener.page("rosa", DESKTOP)
    theirs.goto(link)
    theirs.get_by_label("Password").fill(NEW_PASSWORD)
    theirs.get_by_label("The same again").fill(NEW_PASSWORD)
    theirs.get_by_role("button", name="Set password and go in").click()
    theirs.wait_for_url(re.compile("/manager(#.*)?$"))
    expect(theirs.get_by_text(house)).to_be_visible()

    admin.go("Managers")
    expect(admin.entry("Rosa Klein").filter(has_text=email)).to_contain_text("Active")
    expect(admin.entry("Rosa Klein").filter(has_text=email)).to_contain_text("Last signed in Monday 12:")
    admin.go("Organizations")
    expect(admin.entry(house)).to_contain_text("1 branch")
    expect(admin.entry(house)).to_contain_text("1 manager")


def test_every_fault_stands_at_its_field_and_nothing_typed_is_lost(admin: AdminPage, watch: Watch, email: str):
    watch.announce("409 POST /api/managers", "422 POST /api/(managers|organizations)")
    admin.button("Add organization").click()
    sheet = admin.dialog("Add organization")
    sheet.get_by_label("Name").fill("Nowhere Diner")
    sheet.get_by_label("Country").select_option("Andorra")
    admin.button("Add organization", sheet).click()
    described(sheet.get_by_label("Currency"), "Choose the currency")
    expect(sheet.get_by_label("Name")).to_have_value("Nowhere Diner")
    admin.close_sheet()

    admin.go("Managers")
    admin.button("Add manager").click()
    sheet = admin.dialog("Add manager")
    sheet.get_by_label("Email").fill("rosa@house")
    admin.button("Invite", sheet).click()
    described(sheet.get_by_label("Name"), "Please type the name.")
    described(sheet.get_by_label("Email"), "Please type an email address, like name@example.com.")
    sheet.get_by_label("Name").fill("Rosa Klein")
    sheet.get_by_label("Email").fill("MONA@house.test")
    admin.button("Invite", sheet).click()
    described(sheet.get_by_label("Email"), "Somebody already signs in with this email.")
    expect(sheet.get_by_label("Name")).to_have_value("Rosa Klein")


def described(field: Locator, words: str) -> None:
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(re.escape(words)))


def test_what_somebody_else_changed_meanwhile_is_shown_and_the_typed_is_kept(
    admin: AdminPage, restaurant: Restaurant, watch: Watch, rosa: str, email: str
):
    watch.announce("412 PATCH /api/managers")
    admin.go("Managers")
    sheet = admin.open(rosa)
    sheet.get_by_label("Name").fill("Rosa Gross")
    known = account(restaurant, email)
    change = {"branch_id": restaurant.branch_id("west")}
    restaurant.do("PATCH", f"/api/managers/{known['id']}", change, by=ADMIN, version=known["version"])
    admin.button("Save", sheet).click()
    told = sheet.get_by_role("alert")
    expect(told).to_contain_text("Somebody else saved this meanwhile. What you typed is kept; look, then save again.")
    expect(told.get_by_role("listitem")).to_have_text(["Branch: now West."])
    expect(sheet).to_contain_text("Asia-Bistro Sonnenhof · West")
    expect(sheet.get_by_label("Name")).to_have_value("Rosa Gross")
    admin.button("Save", sheet).click()
    expect(admin.page.get_by_text("Rosa Gross is saved.")).to_be_visible()
    saved = account(restaurant, email)
    assert (saved["name"], saved["branch"]["name"]) == ("Rosa Gross", "West")


def account(restaurant: Restaurant, email: str) -> Any:
    return next(one for one in restaurant.do("GET", "/api/managers", by=ADMIN)["items"] if one["email"] == email)


@pytest.fixture
def branch(restaurant: Restaurant, email: str) -> Any:
    """A branch of a house that no other test knows."""
    wish = {"name": f"Gasthof {email[:8]}", "country": "DE", "language": "de"}
    house = restaurant.do("POST", "/api/organizations", wish, by=ADMIN)
    return restaurant.do(
        "POST", f"/api/organizations/{house['id']}/branches", {"name": "Alte Post", "country": "DE"}, by=ADMIN
    )


def typing_a_name(opener: Opener, branch: Any) -> tuple[AdminPage, Locator]:
    """The branch's sheet, with another name in it that is not saved yet."""
    admin = AdminPage(opener.admin(at=f"organizations/{branch['organization_id']}"))
    sheet = admin.open("Alte Post")
    sheet.get_by_label("Name").fill("Alte Post am Markt")
    return admin, sheet


def test_a_second_save_of_a_branch_overwrites_nothing_that_was_not_shown(
    opener: Opener, restaurant: Restaurant, watch: Watch, branch: Any
):
    watch.announce("412 PATCH /api/branches")
    admin, sheet = typing_a_name(opener, branch)
    path, theirs = f"/api/branches/{branch['id']}", {"name": "Neue Post", "timezone": "Europe/Vienna"}
    restaurant.do("PATCH", path, theirs, by=ADMIN, version=branch["version"])
    admin.button("Save", sheet).click()
    told = sheet.get_by_role("alert").get_by_role("listitem")
    expect(told).to_have_text(["Name: now Neue Post. You typed something else here.", "Time zone: now Europe/Vienna."])
    expect(sheet.get_by_label("Name")).to_have_value("Alte Post am Markt")
    expect(sheet.get_by_label("Time zone")).to_have_value("Europe/Vienna")
    admin.button("Save", sheet).click()
    expect(sheet).to_have_count(0)
    saved = restaurant.do("GET", path, by=ADMIN)
    assert (saved["name"], saved["timezone"]) == ("Alte Post am Markt", "Europe/Vienna")


def test_what_somebody_else_saved_beside_this_form_is_kept_without_a_word(
    opener: Opener, restaurant: Restaurant, watch: Watch, branch: Any
):
    watch.announce("412 PATCH /api/branches")
    admin, sheet = typing_a_name(opener, branch)
    path = f"/api/branches/{branch['id']}"
    restaurant.do("PATCH", path, {"country": "DE"}, by=ADMIN, version=branch["version"])
    admin.button("Save", sheet).click()
    expect(sheet).to_have_count(0)
    assert restaurant.do("GET", path, by=ADMIN)["name"] == "Alte Post am Markt"


def test_a_manager_is_suspended_and_let_in_again(admin: AdminPage, opener: Opener, watch: Watch, rosa: str, email: str):
    watch.announce(LEFT, "401")
    theirs = opener.manager(email, branch="mitte")
    expect(theirs.get_by_role("link", name="Today")).to_be_visible()
    admin.go("Managers")
    sheet = admin.open(rosa)
    admin.button("Suspend", sheet).click()
    expect(sheet).to_contain_text("Active")
    admin.button(f"Suspend {rosa} now", sheet).click()
    expect(sheet).to_contain_text("Suspended")
    expect(theirs.get_by_text("Your sign-in has ended.")).to_be_visible()
    sign_in(theirs, email, PASSWORD)
    expect(theirs.get_by_role("alert")).to_contain_text("Email or password is not right.")
    admin.button("Let in again", sheet).click()
    expect(sheet).to_contain_text("Active")
    sign_in(theirs, email, PASSWORD)
    expect(theirs.get_by_role("link", name="Today")).to_be_visible()


def test_what_others_did_is_there_when_the_page_is_looked_at_again(
    admin: AdminPage, restaurant: Restaurant, rosa: str, email: str
):
    admin.go("Managers")
    sheet = admin.open(rosa)
    expect(sheet).to_contain_text("Active")
    known = account(restaurant, email)
    restaurant.do("PATCH", f"/api/managers/{known['id']}", {"active": False}, by=ADMIN, version=known["version"])
    admin.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(sheet).to_contain_text("Suspended")
    admin.page.evaluate("location.hash = '#/health'")
    expect(sheet).to_have_count(0)


def test_a_password_is_set_for_whoever_cannot_follow_a_link(
    admin: AdminPage, opener: Opener, watch: Watch, rosa: str, email: str
):
    watch.announce(LEFT, "401", "410 POST /api/auth/invitation", "422 PATCH /api/managers")
    admin.go("Managers")
    sheet = admin.open(rosa)
    admin.button("New password link", sheet).click()
    link = sheet.get_by_label(f"Link for {rosa}").input_value()
    admin.button("Set a password", sheet).click()
    field = sheet.get_by_label(f"New password for {rosa}")
    for refused in ("short", SIX_CHARACTERS):
        field.fill(refused)
        admin.button("Set it", sheet).click()
        described(field, "Please choose at least 12 characters.")
    expect(sheet.get_by_role("alert")).to_have_count(1)
    field.fill(NEW_PASSWORD)
    admin.button("Set it", sheet).click()
    expect(field).to_have_count(0)

    theirs = opener.page("rosa", DESKTOP)
    theirs.goto(link)
    theirs.get_by_label("Password").fill("another password")
    theirs.get_by_label("The same again").fill("another password")
    theirs.get_by_role("button", name="Set password and go in").click()
    expect(theirs.get_by_text("This invitation is over")).to_be_visible()
    theirs.get_by_role("button", name="Sign in").click()
    sign_in(theirs, email, NEW_PASSWORD)
    expect(theirs.get_by_role("link", name="Today")).to_be_visible()


def test_health_counts_what_happens_now(admin: AdminPage, restaurant: Restaurant):
    before = restaurant.do("GET", "/api/health", by=ADMIN)["open_tables"]
    restaurant.open_table("7")
    admin.go("Health")
    figure = admin.page.locator("dl div").filter(has_text="Open tables")
    expect(figure.locator("dd")).to_have_text(str(before + 1))
    expect(admin.page.locator("dl")).to_contain_text([re.compile("Branches"), re.compile("SQLite")])


def test_an_organization_is_added_by_keys_alone(admin: AdminPage, email: str):
    page, house = admin.page, f"Keys {email[:8]}"
    opener = admin.button("Add organization")
    opener.focus()
    page.keyboard.press("Enter")
    sheet = admin.dialog("Add organization")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(sheet.get_by_label("Name")).to_be_focused()
    page.keyboard.type(house)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=house, level=1)).to_be_visible()


def test_when_the_server_does_not_answer_the_list_says_so_and_comes_back(opener: Opener, watch: Watch):
    watch.announce("ERR_FAILED GET /api/organizations", "console error", LEFT)
    page = opener.admin()
    expect(page.get_by_text("Asia-Bistro Sonnenhof")).to_be_visible()
    page.route("**/api/organizations", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("No answer. Check the network and try again.")
    page.unroute("**/api/organizations")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Asia-Bistro Sonnenhof")).to_be_visible()


def test_every_screen_can_be_used_by_everybody_on_a_phone_too(opener: Opener, restaurant: Restaurant, watch: Watch):
    """Axe finds nothing, fingers hit, eyes can read, and nothing is wider than the screen."""
    watch.announce("409 POST /api/managers")
    tour = tour_admin(restaurant, partial(opener.app, viewport=PHONE))
    found = {name: faults_of(page) for name, page in tour}
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) == STOPS
