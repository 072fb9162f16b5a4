"""What a manager sees and does, in the manager's words."""

import re

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.opening import DESKTOP, Opener
from tests.browser.restaurant import MANAGER, PASSWORD


class Desk:
    """The manager's app on one device."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def button(self, name: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=isinstance(name, str))

    def dialog(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("dialog", name=name, exact=isinstance(name, str))

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.button("Sign in").click()
        expect(self.pages).to_be_visible()

    @property
    def pages(self) -> Locator:
        return self.page.get_by_role("navigation", name="Pages")

    def turn_to(self, name: str) -> None:
        """One of the pages; on a phone the seldom ones are under More."""
        link = self.pages.get_by_role("link", name=name, exact=True)
        if link.is_visible():
            link.click()
        else:
            self.button("More", self.pages).click()
            self.page.get_by_role("dialog").get_by_role("link", name=name, exact=True).click()

    def close_sheet(self) -> None:
        sheet = self.page.get_by_role("dialog")
        self.button("Close", sheet).click()
        expect(sheet).to_have_count(0)

    def tick(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """A whole row that is on or off, or one of a few in a row."""
        (within or self.page).get_by_label(name, exact=isinstance(name, str)).locator("xpath=..").click()

    def told(self, text: str | re.Pattern[str]) -> None:
        """The word at the foot after something was done."""
        expect(self.page.locator(".toasts").get_by_text(text)).to_be_visible()

    # the menu

    @property
    def tree(self) -> Locator:
        return self.page.get_by_role("complementary", name="Menu")

    @property
    def opened(self) -> Locator:
        return self.page.get_by_role("region", name="What is open")

    @property
    def preview(self) -> Locator:
        return self.page.get_by_role("complementary", name="What guests see")

    def open_dish(self, name: str) -> Locator:
        """By its name, wherever it stands."""
        self.turn_to("Menu")
        self.page.get_by_role("searchbox").fill(name)
        self.tree.get_by_role("link", name=re.compile(re.escape(name))).first.click()
        expect(self.opened.get_by_role("heading", name=name, exact=True, level=2)).to_be_visible()
        return self.opened

    def open_choices(self, name: str) -> Locator:
        """A question in the library."""
        self.turn_to("Menu")
        self.page.get_by_role("link", name="All choices").click()
        self.opened.get_by_role("link", name=re.compile(rf"^{re.escape(name)}")).click()
        expect(self.opened.get_by_role("heading", name=name, exact=True, level=2)).to_be_visible()
        return self.opened

    def option(self, place: int) -> Locator:
        """A row of options; 1 is the first."""
        return self.opened.get_by_role("list", name="Options").get_by_role("listitem").nth(place - 1)

    def unfold(self, title: str | re.Pattern[str], within: Locator | None = None) -> None:
        (within or self.opened).locator("summary").filter(has_text=title).click()

    def save(self) -> None:
        self.button("Save", self.opened).click()

    def saved(self) -> None:
        expect(self.opened.get_by_text("Everything is saved.")).to_be_visible()

    # availability

    def stock(self, name: str) -> Locator:
        """The row of a dish or an option."""
        return self.page.get_by_role("listitem").filter(has=self.page.get_by_text(name, exact=True))

    # the floor

    def table(self, label: str) -> Locator:
        return self.page.get_by_role("list", name="Tables").get_by_role("button", name=re.compile(rf"^Table {label} "))


def open_desk(opener: Opener, screen: str = "", viewport: ViewportSize = DESKTOP, email: str = MANAGER) -> Desk:
    """A device on which this manager has signed in before."""
    desk = Desk(opener.manager(email, viewport, at=screen))
    expect(desk.pages).to_be_visible()
    return desk


def nobodys_desk(opener: Opener, who: str = "nobody", viewport: ViewportSize = DESKTOP) -> Desk:
    """A device on which nobody has signed in."""
    desk = Desk(opener.page(who, viewport))
    desk.page.goto("/manager")
    return desk
