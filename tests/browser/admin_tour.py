"""Every screen and sheet of the admin's app, one after the other."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.browser.keeper import AdminPage
from tests.browser.restaurant import ADMIN, KITCHEN

Stop = tuple[str, Page]
At = Callable[[str, str], Page]
"""A page, on a device on which this person signed in before."""
HOUSE = "Asia-Bistro Sonnenhof"


def tour_admin(at: At) -> Iterator[Stop]:
    """Each stop's name and its page; the page moves on when the next stop is asked for."""
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
