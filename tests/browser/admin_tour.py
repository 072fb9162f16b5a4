"""Every screen and sheet of the admin's app, one after the other."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.keeper import AdminPage
from tests.browser.restaurant import ADMIN, KITCHEN, Restaurant

Stop = tuple[str, Page]
At = Callable[..., Page]
"""A page, on a device on which this person signed in before."""
HOUSE = "Asia-Bistro Sonnenhof"
HOUSES = 14
GROUP = "Gasthausgruppe Süderelbe-Finkenwerder"
BRANCHES = ("Landungsbrücken am Alten Elbtunnel", "Finkenwerderstraße", "Überseequartier Nord", "Jungfernstieg")
PEOPLE = ("Maximiliane Freifrau von Hohenstein-Lindenthal", "Bo Li", "Konstantin Papadimitrakopoulos")


def crowd(restaurant: Restaurant) -> None:
    """A platform of many houses, one of them a group of branches, with names as long as they come."""
    for number in range(1, HOUSES):
        _house(restaurant, f"Bäckerei und Konditorei Winterhude {number}")
    group = _house(restaurant, GROUP)
    for name in BRANCHES:
        body = {"name": name, "country": "DE"}
        restaurant.do("POST", f"/api/organizations/{group['id']}/branches", body, by=ADMIN)
    for number, name in enumerate(PEOPLE * 3):
        wish = {"name": name, "email": f"leitung-{number}@suederelbe-finkenwerder.test"}
        restaurant.do("POST", "/api/managers", {**wish, "organization_id": group["id"]}, by=ADMIN)


def _house(restaurant: Restaurant, name: str) -> Any:
    return restaurant.do("POST", "/api/organizations", {"name": name, "country": "DE", "language": "de"}, by=ADMIN)


def tour_admin(restaurant: Restaurant, at: At) -> Iterator[Stop]:
    """Each stop's name and its page; the page moves on when the next stop is asked for."""
    crowd(restaurant)
    yield "admin-elsewhere", at("/admin", KITCHEN)
    admin = AdminPage(at("/admin", ADMIN))
    expect(admin.entry(HOUSE)).to_be_visible()
    yield "admin-organizations", admin.page
    yield from _organization(admin)
    yield from _managers(admin)
    admin.go("Health")
    expect(admin.page.get_by_text("Orders today")).to_be_visible()
    yield "admin-health", admin.page
    admin.button("Ada").click()
    yield "admin-you", admin.page
    admin.close_sheet()
    arabic = AdminPage(at("/admin", ADMIN, locale="ar-EG"))
    arabic.entry(GROUP).get_by_role("link").click()
    expect(arabic.entry(PEOPLE[0]).first).to_be_visible()
    yield "admin-arabic", arabic.page
    arabic.entry(PEOPLE[0]).first.get_by_role("button").click()
    yield "admin-arabic-manager", arabic.page


def _organization(admin: AdminPage) -> Iterator[Stop]:
    page = admin.page
    admin.button("Add organization").click()
    yield "admin-organization-new", page
    admin.close_sheet()
    admin.add_organization("Trattoria zur goldenen Traube am Alten Markt")
    expect(page.get_by_text("No branch yet")).to_be_visible()
    yield "admin-organization-empty", page
    admin.button("Add branch").click()
    yield "admin-branch-new", page
    admin.close_sheet()
    admin.go("Organizations")
    admin.entry(HOUSE).get_by_role("link").click()
    expect(admin.entry("Mona Feld")).to_be_visible()
    yield "admin-organization", page
    admin.button("Rename").click()
    yield "admin-rename", page
    admin.close_sheet()
    admin.entry("Mitte").get_by_role("button").first.click()
    yield "admin-branch", page
    admin.close_sheet()
    admin.go("Organizations")
    admin.entry(GROUP).get_by_role("link").click()
    expect(admin.entry(PEOPLE[0]).first).to_be_visible()
    yield "admin-group", page


def _managers(admin: AdminPage) -> Iterator[Stop]:
    page = admin.page
    admin.go("Managers")
    expect(admin.entry("Mona Feld")).to_be_visible()
    yield "admin-managers", page
    admin.button("Add manager").click()
    yield "admin-manager-new", page
    admin.dialog("Add manager").get_by_label("Name").fill("Rafael Sommer")
    admin.dialog("Add manager").get_by_label("Email").fill("mona@house.test")
    admin.button("Invite").click()
    expect(page.get_by_role("alert")).to_contain_text("already signs in")
    yield "admin-manager-taken", page
    admin.dialog("Add manager").get_by_label("Email").fill("rafael@house.test")
    admin.button("Invite").click()
    expect(page.get_by_label("Link for Rafael Sommer")).to_be_visible()
    yield "admin-manager-link", page
    admin.close_sheet()
    sheet = admin.open("Mona Feld")
    yield "admin-manager", page
    admin.button("Set a password", sheet).click()
    sheet.get_by_label("New password for Mona Feld").fill("short")
    admin.button("Set it", sheet).click()
    yield "admin-manager-password", page
    admin.button("Suspend", sheet).click()
    yield "admin-manager-suspend", page
    admin.close_sheet()
